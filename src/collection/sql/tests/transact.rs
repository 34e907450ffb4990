use super::*;
use crate::collection::FieldType;

const SCRIPTED: &str = "USE [HDM]\r\nGO\r\n/****** Object:  Table [dbo].[DIM_PERSON]    Script Date: 01/02/2024 ******/\r\nSET ANSI_NULLS ON\r\nGO\r\nSET QUOTED_IDENTIFIER ON\r\nGO\r\nCREATE TABLE [HDM].[dbo].[DIM_PERSON](\r\n\t[PERSON_ID] [bigint] IDENTITY(1,1) NOT FOR REPLICATION NOT NULL,\r\n\t[Full Name] [nvarchar](100) COLLATE Latin1_General_CI_AS MASKED WITH (FUNCTION = 'default()') NULL,\r\n\t[NOTES] [nvarchar](max) NULL,\r\n\t[GENDER] [char](1) NULL,\r\n\t[AGE] AS (datediff(year,[BORN],getdate())) PERSISTED,\r\n\t[BORN] [datetime2](7) NULL CONSTRAINT [DF_B] DEFAULT (getdate()),\r\n\t[VERSION] [timestamp] NOT NULL,\r\n\t[FROM_DTTM] datetime2 GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,\r\n\t[FLAG] [dbo].[Flag] NOT NULL,\r\n CONSTRAINT [PK_DIM_PERSON] PRIMARY KEY CLUSTERED \r\n(\r\n\t[PERSON_ID] ASC\r\n)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF) ON [PRIMARY],\r\n PERIOD FOR SYSTEM_TIME ([FROM_DTTM], [TO])\r\n) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]\r\nGO 1\r\nALTER TABLE [dbo].[DIM_PERSON]  WITH CHECK ADD  CONSTRAINT [FK_X] FOREIGN KEY([PERSON_ID])\r\nREFERENCES [Child_Social].[OTHER] ([ID])\r\nGO\r\nALTER TABLE [dbo].[DIM_PERSON] CHECK CONSTRAINT [FK_X]\r\nGO\r\nALTER TABLE [dbo].[DIM_PERSON]  WITH CHECK ADD CHECK  (([GENDER]='M' OR [GENDER]='F'))\r\nGO\r\nALTER TABLE [dbo].[DIM_PERSON] ADD  DEFAULT ((0)) FOR [GENDER]\r\nGO\r\nEXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'The person''s name' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'DIM_PERSON', @level2type=N'COLUMN',@level2name=N'Full Name'\r\nGO\r\n";

#[test]
fn scripted_tables_are_read() {
    let table = record(SCRIPTED);
    let source = Source::new("", SCRIPTED);
    assert_eq!(table.name, "DIM_PERSON");
    assert_eq!(place(&source, table.span), "8:14");
    assert_eq!(source.slice(table.span), "[HDM].[dbo].[DIM_PERSON]");
    assert_eq!(
        names(&table),
        ["PERSON_ID", "Full Name", "NOTES", "GENDER", "AGE", "BORN", "VERSION", "FROM_DTTM", "FLAG"]
    );
    let name = field(&table, "Full Name");
    assert_eq!((place(&source, name.span), source.slice(name.span)), ("10:2".into(), "[Full Name]"));
    assert_eq!(name.description.as_deref(), Some("The person's name"));
    assert_eq!(name.type_text, "nvarchar(100)");
    assert_eq!(field(&table, "NOTES").field_type, FieldType::LongText);
    assert_eq!(values(field(&table, "GENDER")), ["M", "F"]);
    assert_eq!(field(&table, "PERSON_ID").refers_to.as_deref(), Some("Child_Social.OTHER"));
    assert_eq!(field(&table, "VERSION").field_type, FieldType::Number);
    assert!(table.description.is_none());
}

#[test]
fn properties_declare_in_all_spellings() {
    let table = record(
        "CREATE TABLE dbo.t (a int, b int)\nGO\n\
         EXECUTE sp_addextendedproperty 'MS_Description', 'A code @gdpr not-personal=''a staff code''', 'SCHEMA', dbo, 'TABLE', t, 'COLUMN', [a];\n\
         EXEC [sys].[sp_addextendedproperty] @value = N'purpose=protect dpia=true', @name = N'gdpr', @level1type = 'Table', @level1name = 't', @level0type='user', @level0name='dbo'\n",
    );
    assert_eq!(field(&table, "a").description.as_deref(), Some("A code"));
    assert_eq!(said(&field(&table, "a").spoken), [r#"{"not-personal":"a staff code"}"#]);
    assert_eq!(said(&table.spoken), [r#"{"dpia":true,"purpose":"protect"}"#]);
}

#[test]
fn wrapped_and_unseparated_tables_are_found() {
    let text = "IF NOT EXISTS (SELECT * FROM sys.tables WHERE name = 'a')\nBEGIN\n  CREATE TABLE dbo.a (id int IDENTITY(1,1), ssn varchar(11) ENCRYPTED WITH (COLUMN_ENCRYPTION_KEY = K, ENCRYPTION_TYPE = RANDOMIZED, ALGORITHM = 'x') NOT NULL)\nEND\nPRINT 'done'\n-- The b table\nIF OBJECT_ID('b') IS NULL\n  CREATE TABLE dbo.b (id int)\nSET ANSI_PADDING OFF\nCREATE TABLE c (id int)\nALTER TABLE c ADD d int NULL, e varchar(5)\nSET NOCOUNT ON\nINSERT INTO c VALUES (1, 2)\n";
    let collection = collection(text);
    assert_eq!(remarks(&collection), [""; 0]);
    assert_eq!(records(&collection), ["a", "b", "c"]);
    assert_eq!(names(&collection.records[0]), ["id", "ssn"]);
    assert_eq!(names(&collection.records[2]), ["id", "d", "e"]);
    assert_eq!(collection.records[1].description.as_deref(), Some("The b table"));
}

#[test]
fn indexes_and_keys_inside_columns_are_passed_over() {
    let table = record(
        "CREATE TABLE dbo.t (\n a int NOT NULL PRIMARY KEY NONCLUSTERED HASH WITH (BUCKET_COUNT = 1000),\n\
         b int INDEX [ix b] NONCLUSTERED HASH WITH (BUCKET_COUNT=1), c nvarchar(5) INDEX ix_c, d int FOREIGN KEY (d) REFERENCES dbo.u (x) ON DELETE CASCADE\n\
         INDEX e NONCLUSTERED HASH (a) WITH (BUCKET_COUNT = 2), INDEX f CLUSTERED COLUMNSTORE, INDEX g (a, b)\n) WITH (MEMORY_OPTIMIZED = ON)\nGO\n",
    );
    assert_eq!(names(&table), ["a", "b", "c", "d"]);
    assert_eq!(field(&table, "d").refers_to.as_deref(), Some("u"));
}

#[test]
fn routines_are_passed_over() {
    let text = "CREATE TABLE dbo.a (id int)\nGO\nCREATE PROCEDURE dbo.p AS\nBEGIN\n CREATE TABLE dbo.work (x int);\n SELECT 1;\nEND\nGO\nCREATE OR ALTER PROC q AS CREATE TABLE w (x int)\nGO\nCREATE TABLE dbo.b (id int)\nGO\n";
    assert_eq!(records(&collection(text)), ["a", "b"]);
}

#[test]
fn types_from_other_types() {
    let table = record(
        "CREATE TYPE [dbo].[NHSNumber] FROM [varchar](10) NULL\nGO\nCREATE TABLE dbo.t ([n] [dbo].[NHSNumber] NULL)\nGO\n",
    );
    assert_eq!(table.fields[0].field_type, FieldType::Text);
    assert_eq!(table.fields[0].type_text, "dbo.NHSNumber");
}

#[test]
fn client_lines_are_passed_over() {
    let table = record(":setvar schema \"dbo\nCREATE TABLE $(schema).t (a nvarchar(5))\nGO\n");
    assert_eq!(table.name, "t");
}
