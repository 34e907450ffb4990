use super::*;

const DUMP: &str = "-- MySQL dump 10.13\n# another comment\n/*!40101 SET NAMES utf8 */;\n\n--\n-- Table structure for table `client`\n--\n\nDROP TABLE IF EXISTS `client`;\nCREATE TABLE `client` (\n  `id` int(11) unsigned NOT NULL AUTO_INCREMENT,\n  `sex` enum('F','M','it''s') CHARACTER SET latin1 DEFAULT NULL COMMENT 'As told @gdpr category=sex',\n  `notes` longtext COLLATE utf8mb4_unicode_ci, # free text\n  `changed` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,\n  `x` varchar(5) DEFAULT 'a\\'b',\n  PRIMARY KEY (`id`),\n  KEY `ix` (`sex`(3)),\n  FULLTEXT KEY `ft` (`notes`),\n  CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `other` (`id`) ON DELETE CASCADE\n) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COMMENT='People we know @gdpr subject=client';\n\nINSERT INTO `client` VALUES (1,'F','O\\'Brien; CREATE TABLE `z` (',NOW(),'\"');\n\nDELIMITER ;;\nCREATE TRIGGER t BEFORE INSERT ON client FOR EACH ROW BEGIN\n  CREATE TABLE inside (a int);\nEND ;;\nDELIMITER ;\n/*!50001 CREATE TABLE `seen` (`a` tinyint NOT NULL) */;\n";

#[test]
fn a_dump_is_read() {
    let collection = collection(DUMP);
    assert_eq!(remarks(&collection), [""; 0]);
    assert_eq!(records(&collection), ["client", "seen"]);
    let table = &collection.records[0];
    assert_eq!(names(table), ["id", "sex", "notes", "changed", "x"]);
    let sex = field(table, "sex");
    assert_eq!(values(sex), ["F", "M", "it's"]);
    assert_eq!(sex.description.as_deref(), Some("As told"));
    assert_eq!(said(&sex.spoken), [r#"{"category":"sex"}"#]);
    assert_eq!(place(&collection.source, sex.spoken[0].node.span), "12:82");
    assert_eq!(field(table, "notes").description.as_deref(), Some("free text"));
    assert_eq!(table.description.as_deref(), Some("People we know"));
    assert_eq!(said(&table.spoken), [r#"{"subject":"client"}"#]);
    assert_eq!(field(table, "id").refers_to.as_deref(), Some("other"));
}

#[test]
fn routines_without_a_delimiter_end_at_the_semicolon() {
    let text = "CREATE TRIGGER `t` BEFORE INSERT ON `a` FOR EACH ROW SET NEW.x = 1;\nCREATE TABLE `a` (`x` int) ENGINE=InnoDB;\nDELIMITER //\nCREATE PROCEDURE p() BEGIN CREATE TABLE `w` (a int); END//\nDELIMITER ;\n";
    assert_eq!(records(&collection(text)), ["a"]);
}
