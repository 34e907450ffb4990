-- Kestrelby Casebook 7.4: case management for Children's Services, schema as scripted from the database.
-- An invented system, copied from no product. Its codes are those that public returns such as the one on looked-after children use.
--
-- What follows holds for every table of this file, because an empty line parts it from the first statement.
-- @gdpr policy-document={reference: APD-CS-02, review: 2028-03-31} dpia=DPIA-2026-014

USE [CASEBOOK]
GO
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
IF NOT EXISTS (SELECT * FROM sys.schemas WHERE name = N'casework')
    EXEC(N'CREATE SCHEMA [casework]')
GO

-- The child, or anybody else the service has a file on. The class of the file decides how long it is kept, so it is recorded.
-- @gdpr subject=child purpose=monitor-and-review-support,protect-from-abuse-and-harm lawful-basis=public-task
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="Without it a file cannot be told from another child's of the same name, nor matched with health and schools."
CREATE TABLE [casework].[PERSON](
    [PERSON_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=identity-and-contact
    [LEGACY_REF] [varchar](20) NULL, -- @gdpr category=identity-and-contact
    [NHS_NUMBER] [char](10) NULL, -- @gdpr category=identity-and-contact
    [UPN] [char](13) NULL, -- @gdpr category=identity-and-contact
    [TITLE] [nvarchar](20) NULL, -- @gdpr category=identity-and-contact
    [FORENAME] [nvarchar](60) NOT NULL, -- @gdpr category=identity-and-contact
    [SURNAME] [nvarchar](60) NOT NULL, -- @gdpr category=identity-and-contact
    [KNOWN_AS] [nvarchar](60) NULL, -- @gdpr category=identity-and-contact
    [BIRTH_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
    [EXPECTED_BIRTH_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
    [DEATH_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
    [GENDER_CODE] [char](1) NULL, -- @gdpr category=identity-and-contact
    -- Two uses, two conditions: care needs it about this child, the equality figures only in numbers.
    -- @gdpr category=ethnicity purpose=monitor-and-review-support,protect-from-abuse-and-harm condition=9(2)(h) schedule-1=2
    -- @gdpr purpose=statistics lawful-basis=legal-obligation condition=9(2)(g) schedule-1=8 recipients=dfe
    [ETHNICITY_CODE] [varchar](4) NULL,
    [RELIGION] [nvarchar](60) NULL, -- @gdpr category=religious-or-philosophical-beliefs condition=9(2)(h) schedule-1=2 necessity="A placement has to be able to follow the child's religion (Children Act 1989 s.22(5)(c))."
    [FIRST_LANGUAGE] [nvarchar](60) NULL, -- @gdpr category=family-information
    [INTERPRETER_REQUIRED_IND] [char](1) NULL, -- @gdpr category=family-information
    [DISABILITY_CODE] [varchar](4) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [SEN_STATUS] [char](1) NULL, -- @gdpr category=send-data
    [EMAIL_ADDRESS] [nvarchar](254) NULL, -- @gdpr category=identity-and-contact
    [EMAIL_VERIFIED] [bit] NOT NULL CONSTRAINT [DF_PERSON_EMAILV] DEFAULT ((0)), -- @gdpr category=identity-and-contact
    [MOBILE_NO] [varchar](20) NULL, -- @gdpr category=identity-and-contact
    [RETENTION_CLASS_CODE] [varchar](12) NOT NULL, -- @gdpr category=assessments-and-plans
    [CASE_CLOSED_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [CREATED_BY] [varchar](30) NULL,
    [CREATED_DTTM] [datetime] NOT NULL,
    [ROW_VERSION] [timestamp] NOT NULL,
 CONSTRAINT [PK_PERSON] PRIMARY KEY CLUSTERED ([PERSON_ID] ASC)
    WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, IGNORE_DUP_KEY = OFF) ON [PRIMARY],
 CONSTRAINT [CK_PERSON_GENDER] CHECK ([GENDER_CODE] IN ('M','F','U','I')),
 CONSTRAINT [CK_PERSON_ETHNICITY] CHECK ([ETHNICITY_CODE] IN ('WBRI','WIRI','WIRT','WOTH','WROM','MWBC','MWBA','MWAS','MOTH','AIND','APKN','ABAN','AOTH','BCRB','BAFR','BOTH','CHNE','OOTH','REFU','NOBT')),
 CONSTRAINT [CK_PERSON_DISABILITY] CHECK ([DISABILITY_CODE] IN ('NONE','MOB','HAND','PC','INC','COMM','LD','HEAR','VIS','BEH','CON','AUT','DDA')),
 CONSTRAINT [CK_PERSON_RETENTION] CHECK ([RETENTION_CLASS_CODE] IN ('CIN','CPP','CLA','ADOPT','SEND','OTHER'))
) ON [PRIMARY]
GO

-- @gdpr subject=child purpose=protect-from-abuse-and-harm,manage-service-delivery lawful-basis=public-task
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="A visit cannot be made, nor a letter sent to the right door, without it."
CREATE TABLE [casework].[PERSON_ADDRESS](
    [ADDRESS_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=identity-and-contact
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [ADDRESS_TYPE_CODE] [varchar](10) NOT NULL, -- @gdpr category=identity-and-contact
    [HOUSE_NO_NAME] [nvarchar](60) NULL, -- @gdpr category=identity-and-contact
    [STREET] [nvarchar](100) NULL, -- @gdpr category=identity-and-contact
    [TOWN] [nvarchar](60) NULL, -- @gdpr category=identity-and-contact
    [POSTCODE] [varchar](8) NULL, -- @gdpr category=identity-and-contact
    [UPRN] [bigint] NULL, -- @gdpr category=identity-and-contact
    [WITHHELD_IND] [char](1) NOT NULL CONSTRAINT [DF_ADDR_WITHHELD] DEFAULT ('N'), -- @gdpr category=identity-and-contact
    [FROM_DTTM] [datetime] NOT NULL, -- @gdpr category=identity-and-contact
    [TO_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
 CONSTRAINT [PK_PERSON_ADDRESS] PRIMARY KEY CLUSTERED ([ADDRESS_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_ADDR_TYPE] CHECK ([ADDRESS_TYPE_CODE] IN ('HOME','PLACE','CORR','TEMP','PREV'))
) ON [PRIMARY]
GO

-- Who belongs to whom. The other person has no file of their own: what is written here goes with the child's.
-- @gdpr subject=child purpose=protect-from-abuse-and-harm,monitor-and-review-support lawful-basis=public-task
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="Who holds parental responsibility decides whom the worker must ask and tell."
CREATE TABLE [casework].[PERSON_RELATIONSHIP](
    [RELATIONSHIP_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=family-information
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=family-information
    [RELATED_PERSON_ID] [int] NULL, -- @gdpr category=family-information
    [RELATIONSHIP_CODE] [varchar](10) NOT NULL, -- @gdpr category=family-information
    [PARENTAL_RESPONSIBILITY_IND] [char](1) NULL, -- @gdpr category=family-information
    [MOTHER_SURNAME] [nvarchar](60) NULL, -- @gdpr subject=parent category=identity-and-contact
    [MOTHER_BIRTH_DTTM] [datetime] NULL, -- @gdpr subject=parent category=identity-and-contact
    [PARENT_MENTAL_HEALTH_IND] [char](1) NULL, -- @gdpr subject=parent category=health condition=9(2)(g) schedule-1=18
    [START_DTTM] [datetime] NULL, -- @gdpr category=family-information
    [END_DTTM] [datetime] NULL, -- @gdpr category=family-information
 CONSTRAINT [PK_PERSON_RELATIONSHIP] PRIMARY KEY CLUSTERED ([RELATIONSHIP_ID] ASC) ON [PRIMARY]
) ON [PRIMARY]
GO

-- @gdpr subject=child purpose=protect-from-abuse-and-harm,identify-vulnerable-or-at-risk lawful-basis=public-task recipients=police,health-visitor
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="Without who asked for help, and why, nobody can decide what happens next."
CREATE TABLE [casework].[FACT_HELP_REQUEST](
    [FACT_HELP_REQUEST_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [RECEIVED_DTTM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [DIM_SOURCE_CODE] [varchar](10) NULL, -- @gdpr category=assessments-and-plans
    [REFERRER_NAME] [nvarchar](120) NULL, -- @gdpr subject=professional category=identity-and-contact
    [REFERRER_TELEPHONE] [varchar](20) NULL, -- @gdpr subject=professional category=identity-and-contact
    [REASON_TEXT] [nvarchar](max) NULL, -- @gdpr category=child-protection-and-case-review necessity="The referrer's own words; health or offences that they mention are copied to their own fields at triage."
    [DIM_PRIMARY_NEED_CODE] [varchar](4) NULL, -- @gdpr category=assessments-and-plans
    [DOMESTIC_ABUSE_IND] [char](1) NULL, -- @gdpr category=child-protection-and-case-review
    [CSE_CONCERN_IND] [char](1) NULL, -- @gdpr category=cse-data
    [TRIAGE_json] [nvarchar](max) NULL, -- @gdpr category=health condition=9(2)(g) schedule-1=18 necessity="The screening answers, health and substance use among them, as the form sent them."
    [OUTCOME_CODE] [varchar](10) NULL, -- @gdpr category=assessments-and-plans
    [CLOSED_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [ALLOCATED_USER_ID] [int] NULL, -- @gdpr subject=professional category=identity-and-contact
 CONSTRAINT [PK_FACT_HELP_REQUEST] PRIMARY KEY CLUSTERED ([FACT_HELP_REQUEST_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_REF_NEED] CHECK ([DIM_PRIMARY_NEED_CODE] IN ('N1','N5','N6','N7','N8','N9','N0'))
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr subject=child purpose=monitor-and-review-support,identify-vulnerable-or-at-risk lawful-basis=legal-obligation,public-task
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="The assessment has to show what the child needs and what was decided (Children Act 1989 s.17)."
CREATE TABLE [casework].[FACT_ASSESSMENT](
    [FACT_ASSESSMENT_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [FACT_HELP_REQUEST_ID] [int] NULL, -- @gdpr category=assessments-and-plans
    [START_DTTM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [AUTHORISED_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [CHILD_SEEN_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [PARENT_SUBSTANCE_USE_IND] [char](1) NULL, -- @gdpr subject=parent category=health condition=9(2)(g) schedule-1=18
    [CHILD_MENTAL_HEALTH_IND] [char](1) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [ETHNICITY_AT_ASSESSMENT] [varchar](4) NULL, -- @gdpr category=ethnicity condition=9(2)(h) schedule-1=2
    [FACTORS_json] [nvarchar](max) NULL, -- @gdpr category=health condition=9(2)(g) schedule-1=18 necessity="The census factor codes; those on drugs, mental health and self-harm are health data."
    [ANALYSIS_TEXT] [nvarchar](max) NULL, -- @gdpr category=assessments-and-plans necessity="The worker's reasoning, which no list of codes can hold."
    [OUTCOME_CODE] [varchar](10) NULL, -- @gdpr category=assessments-and-plans
    [MANAGER_USER_ID] [int] NULL, -- @gdpr subject=professional category=identity-and-contact
 CONSTRAINT [PK_FACT_ASSESSMENT] PRIMARY KEY CLUSTERED ([FACT_ASSESSMENT_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- One row a question and its answer. Any form can put anything here, so the gravest of what the published forms ask is declared.
-- @gdpr subject=child purpose=monitor-and-review-support lawful-basis=public-task
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="Forms change every term; a column for each question could not follow."
CREATE TABLE [casework].[FACT_FORM_RESPONSE](
    [FACT_FORM_RESPONSE_ID] [bigint] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [FORM_CODE] [varchar](20) NOT NULL, -- @gdpr category=assessments-and-plans
    [QUESTION_CODE] [varchar](40) NOT NULL, -- @gdpr category=assessments-and-plans
    [QUESTION_TEXT] [nvarchar](400) NULL, -- @gdpr not-personal="The wording of the form, the same for everybody"
    [ANSWER_TEXT] [nvarchar](max) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2 necessity="Answers are free text on every published form; those on health are the gravest."
    [OPTION_CODE] [varchar](20) NULL, -- @gdpr category=assessments-and-plans
    [ANSWERED_DTTM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [ANSWERED_BY_USER_ID] [int] NULL, -- @gdpr subject=professional category=identity-and-contact
 CONSTRAINT [PK_FACT_FORM_RESPONSE] PRIMARY KEY NONCLUSTERED ([FACT_FORM_RESPONSE_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr subject=child purpose=protect-from-abuse-and-harm lawful-basis=legal-obligation,public-task
-- @gdpr retention.class=child-protection-plan retention.keep="case-closure + P35Y" recipients=police,nhs,court-services
-- @gdpr necessity="A plan without the harm it answers, and without those who carry it out, protects nobody."
CREATE TABLE [casework].[FACT_CP_PLAN](
    [FACT_CP_PLAN_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=child-protection-and-case-review
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [S47_ENQUIRY_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
    [ICPC_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
    [PLAN_START_DTTM] [datetime] NOT NULL, -- @gdpr category=child-protection-and-case-review
    [PLAN_END_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
    [CASE_CLOSED_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
    [ABUSE_CATEGORY_CODE] [char](3) NOT NULL, -- @gdpr category=child-protection-and-case-review
    [PLAN_OUTLINE_TEXT] [nvarchar](max) NULL, -- @gdpr category=child-protection-and-case-review necessity="What each person undertook to do, in their words."
    [SUSPECTED_OFFENCE_TEXT] [nvarchar](500) NULL, -- @gdpr subject=person-alleged category=criminal-history schedule-1=18
    [CORE_GROUP_NEXT_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
 CONSTRAINT [PK_FACT_CP_PLAN] PRIMARY KEY CLUSTERED ([FACT_CP_PLAN_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_CPP_CATEGORY] CHECK ([ABUSE_CATEGORY_CODE] IN ('NEG','PHY','SAB','EMO','MUL'))
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr subject=child purpose=monitor-and-review-support,protect-from-abuse-and-harm lawful-basis=legal-obligation
-- @gdpr retention.class=looked-after-and-care-experienced retention.keep="birth + P75Y"
-- @gdpr recipients=[dfe, ofsted, {id: independent-fostering-agency, role: processor-and-controller}]
-- @gdpr necessity="The case record that the regulations prescribe for every looked-after child."
CREATE TABLE [casework].[FACT_CARE_EPISODE](
    [FACT_CARE_EPISODE_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [DECOM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [RNE] [char](1) NULL, -- @gdpr category=assessments-and-plans
    [LS] [char](2) NOT NULL, -- @gdpr category=criminal-history offence-authority="Legal Aid, Sentencing and Punishment of Offenders Act 2012 s.104"
    [CIN] [char](2) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [PLACE] [char](2) NULL, -- @gdpr category=assessments-and-plans
    [PLACEMENT_ADDRESS] [nvarchar](250) NULL, -- @gdpr category=identity-and-contact
    [PLACEMENT_POSTCODE] [varchar](8) NULL, -- @gdpr category=identity-and-contact
    [FACT_FOSTER_CARER_ID] [int] NULL, -- @gdpr subject=carer category=identity-and-contact
    [DEC] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [REC] [varchar](4) NULL, -- @gdpr category=assessments-and-plans
    [CASE_CLOSED_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
 CONSTRAINT [PK_FACT_CARE_EPISODE] PRIMARY KEY CLUSTERED ([FACT_CARE_EPISODE_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_CARE_LS] CHECK ([LS] IN ('C1','C2','D1','E1','V2','V3','V4','J1','J2','J3','L1','L2','L3')),
 CONSTRAINT [CK_CARE_CIN] CHECK ([CIN] IN ('N1','N2','N3','N4','N5','N6','N7','N8'))
) ON [PRIMARY]
GO

-- Once a year, for the return on looked-after children (Children Act 1989 s.83).
-- @gdpr subject=child purpose=monitor-and-review-support,statistics lawful-basis=legal-obligation recipients=dfe
-- @gdpr retention.class=looked-after-and-care-experienced retention.keep="birth + P75Y"
-- @gdpr necessity="The return asks for it of every child in care for a year."
CREATE TABLE [casework].[FACT_YEARLY_OUTCOME](
    [FACT_YEARLY_OUTCOME_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [RETURN_YEAR] [smallint] NOT NULL, -- @gdpr category=assessments-and-plans
    [SDQ_SCORE] [tinyint] NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [IMMUNISATIONS] [bit] NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [TEETH_CHECK] [bit] NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [HEALTH_ASSESSMENT] [bit] NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [SUBSTANCE_MISUSE] [bit] NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [CONVICTED] [bit] NULL, -- @gdpr category=criminal-history offence-authority="Children Act 1989 s.83"
 CONSTRAINT [PK_FACT_YEARLY_OUTCOME] PRIMARY KEY CLUSTERED ([FACT_YEARLY_OUTCOME_ID] ASC) ON [PRIMARY]
) ON [PRIMARY]
GO

-- The notice gives fostering "date of birth + 75 years" and does not say whose birth. The carer's is what the system counts from.
-- That the notice can be read otherwise is its fault: a warning says so until a post adopts a reading.
-- @gdpr subject=carer purpose=manage-service-delivery,protect-from-abuse-and-harm lawful-basis=legal-obligation
-- @gdpr retention.class=fostering-and-private-fostering retention.keep="birth(carer) + P75Y"
-- @gdpr necessity="The register of carers and their approval that the regulations prescribe."
CREATE TABLE [casework].[FACT_FOSTER_CARER](
    [FACT_FOSTER_CARER_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=identity-and-contact
    [CARER_FORENAME] [nvarchar](60) NOT NULL, -- @gdpr category=identity-and-contact
    [CARER_SURNAME] [nvarchar](60) NOT NULL, -- @gdpr category=identity-and-contact
    [CARER_BIRTH_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
    [CARER_TELEPHONE] [varchar](20) NULL, -- @gdpr category=identity-and-contact
    [NI_NUMBER] [char](9) NULL, -- @gdpr category=identity-and-contact
    -- The notice has no category for bank details: the payments system holds them, and this is its number for the carer.
    [PAYEE_REF] [varchar](20) NULL, -- @gdpr category=identity-and-contact
    [ETHNICITY_CODE] [varchar](4) NULL, -- @gdpr category=ethnicity condition=9(2)(h) schedule-1=2
    [SEXUAL_ORIENTATION] [nvarchar](30) NULL, -- @gdpr category=sexual-orientation purpose=statistics lawful-basis=public-task condition=9(2)(g) schedule-1=8
    [MEDICAL_OUTCOME] [nvarchar](60) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [DBS_ISSUED_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [DBS_DISCLOSURE_IND] [char](1) NULL, -- @gdpr category=criminal-history schedule-1=18 recipients=dbs
    [APPROVED_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [APPROVAL_END_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [APPROVAL_TERMS] [nvarchar](200) NULL, -- @gdpr category=assessments-and-plans
    [RECRUITMENT_SOURCE] [nvarchar](60) NULL,
 CONSTRAINT [PK_FACT_FOSTER_CARER] PRIMARY KEY CLUSTERED ([FACT_FOSTER_CARER_ID] ASC) ON [PRIMARY]
) ON [PRIMARY]
GO

-- Allegations against people who work with children. A row here says that its bearer was accused, so whatever is about that person
-- is criminal offence data (Data Protection Act 2018 s.11(2)), the name as well. What is about the child is not.
-- The notice says "70 years" without a start; the system counts from the allegation.
-- A warning that the row is ambiguous stays until a post adopts a reading.
-- @gdpr subject=person-alleged purpose=protect-from-abuse-and-harm,concerns-and-complaints lawful-basis=legal-obligation schedule-1=18 recipients=lado,police
-- @gdpr retention.class=lado retention.keep="allegation + P70Y"
-- @gdpr necessity="Whether somebody may work with children turns on what was alleged and how it ended."
CREATE TABLE [casework].[FACT_LADO_ALLEGATION](
    [FACT_LADO_ALLEGATION_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=criminal-history
    [ALLEGED_PERSON_NAME] [nvarchar](120) NOT NULL, -- @gdpr category=criminal-history
    [ALLEGED_PERSON_BIRTH_DTTM] [datetime] NULL, -- @gdpr category=criminal-history
    [EMPLOYER_NAME] [nvarchar](120) NULL, -- @gdpr category=criminal-history
    [JOB_ROLE] [nvarchar](80) NULL, -- @gdpr category=criminal-history
    [ALLEGATION_DTTM] [datetime] NOT NULL, -- @gdpr category=criminal-history
    [HARM_TYPE] [varchar](20) NOT NULL, -- @gdpr category=criminal-history
    [ALLEGATION_TEXT] [nvarchar](max) NULL, -- @gdpr category=criminal-history necessity="The account as it was given; a summary could be challenged."
    [POLICE_INVOLVED_IND] [char](1) NULL, -- @gdpr category=criminal-history
    [CHILD_PERSON_ID] [int] NULL, -- @gdpr subject=child category=identity-and-contact
    [VICTIM_STATEMENT_TEXT] [nvarchar](max) NULL, -- @gdpr subject=child category=child-protection-and-case-review necessity="The child's own account, in the child's words."
    [OUTCOME_CODE] [varchar](20) NULL, -- @gdpr category=criminal-history
    [REFERRED_TO_DBS_IND] [char](1) NULL, -- @gdpr category=criminal-history recipients=dbs
    [CLOSED_DTTM] [datetime] NULL, -- @gdpr category=criminal-history
 CONSTRAINT [PK_FACT_LADO_ALLEGATION] PRIMARY KEY CLUSTERED ([FACT_LADO_ALLEGATION_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_LADO_HARM] CHECK ([HARM_TYPE] IN ('neglect','physical abuse','sexual abuse','emotional abuse')),
 CONSTRAINT [CK_LADO_OUTCOME] CHECK ([OUTCOME_CODE] IN ('substantiated','unsubstantiated','malicious','unfounded','convicted','cautioned'))
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- An agreement to a service is not consent to processing: the public task carries this table.
-- @gdpr subject=child purpose=manage-service-delivery,signpost-alternative-services lawful-basis=public-task
-- @gdpr agreement="Form CS-11, agreement to a service or to sharing with one"
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="Proof of who agreed to what, and when they took it back."
CREATE TABLE [casework].[CONSENT_RECORD](
    [CONSENT_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=information-advice-guidance
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [GIVEN_BY_NAME] [nvarchar](120) NULL, -- @gdpr subject=parent category=identity-and-contact
    [RELATIONSHIP_CODE] [varchar](10) NULL, -- @gdpr category=family-information
    [CONSENT_TYPE_CODE] [varchar](20) NOT NULL, -- @gdpr category=information-advice-guidance
    [SHARE_WITH_ORG] [nvarchar](120) NULL, -- @gdpr category=information-advice-guidance
    [GIVEN_DTTM] [datetime] NULL, -- @gdpr category=information-advice-guidance
    [WITHDRAWN_DTTM] [datetime] NULL, -- @gdpr category=information-advice-guidance
    [SIGNATURE_IMAGE] [varbinary](max) NULL, -- @gdpr category=identity-and-contact necessity="The signature on the form, where it was signed on a tablet; never matched by machine."
 CONSTRAINT [PK_CONSENT_RECORD] PRIMARY KEY CLUSTERED ([CONSENT_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr subject=child purpose=monitor-and-review-support,protect-from-abuse-and-harm lawful-basis=public-task
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="The running record of what was seen, said and done."
CREATE TABLE [casework].[FACT_CASE_NOTE](
    [FACT_CASE_NOTE_ID] [bigint] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [NOTE_TYPE_CODE] [varchar](20) NOT NULL, -- @gdpr category=assessments-and-plans
    [NOTE_DTTM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [NOTE_TEXT] [nvarchar](max) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2 necessity="Visits and calls as they went; health is the gravest that is written there, offences go to the table of allegations."
    [ATTACHMENT] [varbinary](max) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2 necessity="Letters and reports that came with the note."
    [RESTRICTED_IND] [char](1) NULL, -- @gdpr category=assessments-and-plans
    [AUTHOR_USER_ID] [int] NOT NULL, -- @gdpr subject=professional category=identity-and-contact
 CONSTRAINT [PK_FACT_CASE_NOTE] PRIMARY KEY CLUSTERED ([FACT_CASE_NOTE_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- Staff who use the system. The notice has no row for them: staff have a notice of their own, which this file does not hold.
-- @gdpr subject=professional purpose=manage-service-delivery lawful-basis=public-task
-- @gdpr retention.keep="retirement(worker) + P6Y" retention.recorded-in="the staff records of human resources"
-- @gdpr necessity="Who may open which file, and who did."
CREATE TABLE [casework].[APP_USER](
    [USER_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=identity-and-contact
    [LOGIN_NAME] [varchar](30) NOT NULL, -- @gdpr category=identity-and-contact
    [DISPLAY_NAME] [nvarchar](120) NOT NULL, -- @gdpr category=identity-and-contact
    [WORK_EMAIL] [nvarchar](254) NULL, -- @gdpr category=identity-and-contact
    [JOB_TITLE] [nvarchar](80) NULL, -- @gdpr category=identity-and-contact
    [TEAM_CODE] [varchar](20) NULL, -- @gdpr category=identity-and-contact
    [SOCIAL_WORK_REG_NO] [varchar](12) NULL, -- @gdpr category=identity-and-contact
    [LAST_LOGIN_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
    [ACTIVE_IND] [char](1) NOT NULL, -- @gdpr category=identity-and-contact
 CONSTRAINT [PK_APP_USER] PRIMARY KEY CLUSTERED ([USER_ID] ASC) ON [PRIMARY]
) ON [PRIMARY]
GO

-- Analysis reads no names (the notice says so): a keyed pseudonym whose key the warehouse does not hold, the month of birth
-- and the postcode sector stand where the first version had the number, the name, the birth date and the postcode.
-- @gdpr subject=child purpose=analyse-needs,statistics lawful-basis=public-task
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="Places and workers have to be planned for where the need is."
CREATE TABLE [warehouse].[FACT_NEEDS_SNAPSHOT](
    [SNAPSHOT_DTTM] [datetime] NOT NULL, -- @gdpr not-personal="The night on which the snapshot was taken"
    [PERSON_PSEUDONYM] [char](64) NOT NULL, -- @gdpr category=identity-and-contact technique=keyed-pseudonym
    [BIRTH_MONTH] [char](7) NULL, -- @gdpr category=identity-and-contact technique=month-of-birth
    [POSTCODE_SECTOR] [varchar](6) NULL, -- @gdpr category=identity-and-contact technique=postcode-sector
    [ETHNICITY_CODE] [varchar](4) NULL, -- @gdpr category=ethnicity condition=9(2)(g) schedule-1=8
    [SEN_STATUS] [char](1) NULL, -- @gdpr category=send-data
    [PLAN_TYPE_CODE] [varchar](10) NULL, -- @gdpr category=assessments-and-plans
    [OPEN_DAYS] [int] NULL, -- @gdpr category=assessments-and-plans
    [WARD_CODE] [char](9) NULL -- @gdpr category=identity-and-contact
) ON [PRIMARY]
GO

CREATE TABLE [casework].[DIM_CODE_LOOKUP](
    [DIM_CODE_ID] [int] IDENTITY(1,1) NOT NULL,
    [LOOKUP_GROUP] [varchar](30) NOT NULL,
    [CODE] [varchar](20) NOT NULL,
    [DESCRIPTION] [nvarchar](200) NOT NULL,
    [SORT_ORDER] [int] NULL,
    [ACTIVE_IND] [char](1) NOT NULL,
 CONSTRAINT [PK_DIM_CODE_LOOKUP] PRIMARY KEY CLUSTERED ([DIM_CODE_ID] ASC) ON [PRIMARY]
) ON [PRIMARY]
GO

-- Old and new values pass through here, so it is as grave as what it copies, although it is a log.
-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=public-task
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="Who changed what must be shown to whoever asks about a file."
CREATE TABLE [casework].[AUDIT_LOG](
    [AUDIT_ID] [bigint] IDENTITY(1,1) NOT NULL,
    [TABLE_NAME] [sysname] NOT NULL,
    [COLUMN_NAME] [sysname] NULL,
    [PERSON_ID] [int] NULL, -- @gdpr category=identity-and-contact
    [OLD_VALUE] [nvarchar](max) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2 necessity="The value before a change, of any column."
    [NEW_VALUE] [nvarchar](max) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2 necessity="The value after a change, of any column."
    [CHANGED_BY_USER_ID] [int] NOT NULL, -- @gdpr subject=professional category=identity-and-contact
    [CHANGED_DTTM] [datetime] NOT NULL,
 CONSTRAINT [PK_AUDIT_LOG] PRIMARY KEY CLUSTERED ([AUDIT_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

CREATE TABLE [casework].[JOB_QUEUE](
    [JOB_ID] [uniqueidentifier] NOT NULL CONSTRAINT [DF_JOB_ID] DEFAULT (newid()),
    [JOB_NAME] [varchar](60) NOT NULL,
    [PAYLOAD_json] [nvarchar](max) NULL,
    [PRIORITY] [tinyint] NOT NULL,
    [STATUS] [varchar](12) NOT NULL,
    [ATTEMPTS] [int] NOT NULL,
    [RUN_AFTER_DTTM] [datetime] NULL,
    [LAST_ERROR] [nvarchar](2000) NULL,
 CONSTRAINT [PK_JOB_QUEUE] PRIMARY KEY CLUSTERED ([JOB_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

CREATE TABLE [casework].[FEATURE_FLAG](
    [FLAG_NAME] [varchar](60) NOT NULL,
    [ENABLED] [bit] NOT NULL,
    [ROLLOUT_PERCENT] [tinyint] NULL,
    [UPDATED_DTTM] [datetime] NULL
) ON [PRIMARY]
GO

ALTER TABLE [casework].[PERSON_ADDRESS]  WITH CHECK ADD  CONSTRAINT [FK_ADDRESS_PERSON] FOREIGN KEY([PERSON_ID])
REFERENCES [casework].[PERSON] ([PERSON_ID])
GO
ALTER TABLE [casework].[PERSON_ADDRESS] CHECK CONSTRAINT [FK_ADDRESS_PERSON]
GO
ALTER TABLE [casework].[FACT_CP_PLAN]  WITH CHECK ADD  CONSTRAINT [FK_CPP_PERSON] FOREIGN KEY([PERSON_ID])
REFERENCES [casework].[PERSON] ([PERSON_ID])
GO
CREATE NONCLUSTERED INDEX [IX_PERSON_SURNAME] ON [casework].[PERSON] ([SURNAME] ASC, [FORENAME] ASC) ON [PRIMARY]
GO

-- A later release added a column.
ALTER TABLE [casework].[FACT_CP_PLAN] ADD [VISIT_DUE_DTTM] [datetime] NULL -- @gdpr category=child-protection-and-case-review
GO

EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Reason why the period of care ended, as in the return on looked-after children', @level0type=N'SCHEMA', @level0name=N'casework', @level1type=N'TABLE', @level1name=N'FACT_CARE_EPISODE', @level2type=N'COLUMN', @level2name=N'REC'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Terms of the approval: ages, numbers, named child', @level0type=N'SCHEMA', @level0name=N'casework', @level1type=N'TABLE', @level1name=N'FACT_FOSTER_CARER', @level2type=N'COLUMN', @level2name=N'APPROVAL_TERMS'
GO
-- A declaration may live in the database too, as an extended property by the name of gdpr.
EXEC sys.sp_addextendedproperty @name=N'gdpr', @value=N'category=assessments-and-plans', @level0type=N'SCHEMA', @level0name=N'casework', @level1type=N'TABLE', @level1name=N'FACT_FOSTER_CARER', @level2type=N'COLUMN', @level2name=N'RECRUITMENT_SOURCE'
GO

INSERT [casework].[FEATURE_FLAG] ([FLAG_NAME], [ENABLED]) VALUES (N'form_answers_v2', 1)
GO
