-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: short_breaks
-- ------------------------------------------------------
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;

--
-- Table structure for table `carer`
--

DROP TABLE IF EXISTS `carer`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `carer` (
  `carer_id` int unsigned NOT NULL AUTO_INCREMENT,
  `full name` varchar(120) COLLATE utf8mb4_unicode_ci NOT NULL COMMENT 'As on the DBS certificate; see `dbs_no`',
  `dbs_no` char(12) DEFAULT NULL,
  `relationship` enum('parent','grandparent','foster carer','other, see note') NOT NULL DEFAULT 'parent',
  `days` set('mon','tue','wed') DEFAULT NULL,
  `search_name` varchar(130) GENERATED ALWAYS AS (lower(`full name`)) VIRTUAL,
  `secret` varchar(20) /*!80023 INVISIBLE */ DEFAULT NULL,
  `answers` json DEFAULT NULL CHECK (json_valid(`answers`)),
  `updated_at` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`carer_id`),
  UNIQUE KEY `dbs` (`dbs_no`),
  KEY `by_name` (`full name`(20)) USING BTREE,
  FULLTEXT KEY `found` (`search_name`)
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COMMENT='People who care; not staff';
/*!40101 SET character_set_client = @saved_cs_client */;

DROP TABLE IF EXISTS `stay`;
CREATE TABLE `stay` (
  `stay_id` bigint NOT NULL,
  `carer_id` int unsigned DEFAULT NULL,
  `medication_notes` mediumtext,
  `night` date NOT NULL,
  PRIMARY KEY (`stay_id`,`night`),
  CONSTRAINT `stay_carer` FOREIGN KEY (`carer_id`) REFERENCES `carer` (`carer_id`) ON DELETE SET NULL
) ENGINE=InnoDB
/*!50100 PARTITION BY RANGE (year(`night`))
(PARTITION p2025 VALUES LESS THAN (2026) ENGINE = InnoDB,
 PARTITION rest VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */;

--
-- Temporary view structure for view `next_stays`
--

/*!50001 CREATE VIEW `next_stays` AS SELECT
 1 AS `who`,
 1 AS `night`,
 1 AS `notes`*/;

DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `touch` BEFORE INSERT ON `stay` FOR EACH ROW BEGIN
  CREATE TEMPORARY TABLE scratch (a int);
END */;;
DELIMITER ;

/*!50001 DROP VIEW IF EXISTS `next_stays`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `next_stays` AS select `c`.`full name` AS `who`,`s`.`night` AS `night`,trim(`s`.`medication_notes`) AS `notes` from (`stay` `s` left join `carer` `c` on((`c`.`carer_id` = `s`.`carer_id`))) where (`s`.`night` >= curdate()) */;
