/****** Kestrelby Casebook 7.4, scripted from CASEBOOK_LIVE. Invented system, synthetic throughout. ******/
/****** First pass at declarations: the tables everybody asks about, the rest to follow ******/
-- @gdpr dpia=DPIA-2026-014

USE [CASEBOOK]
GO
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
IF NOT EXISTS (SELECT * FROM sys.schemas WHERE name = N'casework')
    EXEC(N'CREATE SCHEMA [casework]')
GO

-- @gdpr subject=child purpose=monitor-and-review-support lawful-basis=public-taks retention.class=all-other-children retention.keep="birth + P25Y"
CREATE TABLE [casework].[PERSON](
    [PERSON_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=identity-and-contact
    [LEGACY_REF] [varchar](20) NULL,
    [NHS_NUMBER] [char](10) NULL, -- @gdpr category=identity-and-contact
    [UPN] [char](13) NULL, -- @gdpr category=identity-and-contact
    [TITLE] [nvarchar](20) NULL,
    [FORENAME] [nvarchar](60) NOT NULL, -- @gdpr category=idenity-and-contact
    [SURNAME] [nvarchar](60) NOT NULL, -- @gdpr category=identity-and-contact
    [KNOWN_AS] [nvarchar](60) NULL,
    [BIRTH_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
    [EXPECTED_BIRTH_DTTM] [datetime] NULL,
    [DEATH_DTTM] [datetime] NULL,
    [GENDER_CODE] [char](1) NULL, -- @gdpr category=identity-and-contact
    [ETHNICITY_CODE] [varchar](4) NULL, -- @gdpr category=ethnicity
    [RELIGION] [nvarchar](60) NULL,
    [FIRST_LANGUAGE] [nvarchar](60) NULL,
    [INTERPRETER_REQUIRED_IND] [char](1) NULL,
    [DISABILITY_CODE] [varchar](4) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [SEN_STATUS] [char](1) NULL, -- @gdpr category=send-data
    [EMAIL_ADDRESS] [nvarchar](254) NULL, -- @gdpr category=identity-and-contact
    [EMAIL_VERIFIED] [bit] NOT NULL CONSTRAINT [DF_PERSON_EMAILV] DEFAULT ((0)),
    [MOBILE_NO] [varchar](20) NULL, -- @gdpr category=identity-and-contact
    [RETENTION_CLASS_CODE] [varchar](12) NOT NULL,
    [CASE_CLOSED_DTTM] [datetime] NULL,
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

CREATE TABLE [casework].[PERSON_ADDRESS](
    [ADDRESS_ID] [int] IDENTITY(1,1) NOT NULL,
    [PERSON_ID] [int] NOT NULL,
    [ADDRESS_TYPE_CODE] [varchar](10) NOT NULL,
    [HOUSE_NO_NAME] [nvarchar](60) NULL,
    [STREET] [nvarchar](100) NULL,
    [TOWN] [nvarchar](60) NULL,
    [POSTCODE] [varchar](8) NULL,
    [UPRN] [bigint] NULL,
    [WITHHELD_IND] [char](1) NOT NULL CONSTRAINT [DF_ADDR_WITHHELD] DEFAULT ('N'),
    [FROM_DTTM] [datetime] NOT NULL,
    [TO_DTTM] [datetime] NULL,
 CONSTRAINT [PK_PERSON_ADDRESS] PRIMARY KEY CLUSTERED ([ADDRESS_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_ADDR_TYPE] CHECK ([ADDRESS_TYPE_CODE] IN ('HOME','PLACE','CORR','TEMP','PREV'))
) ON [PRIMARY]
GO

-- @gdpr purpose=protect-from-abuse-and-harm lawful-basis=e retention.class=all-other-children retention.keep="birth + P25Y"
-- @gdpr necessity="Who holds parental responsibility decides whom the worker must ask and tell."
CREATE TABLE [casework].[PERSON_RELATIONSHIP](
    [RELATIONSHIP_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=family-information
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=family-information
    [RELATED_PERSON_ID] [int] NULL, -- @gdpr category=family-information
    [RELATIONSHIP_CODE] [varchar](10) NOT NULL, -- @gdpr category=family-information
    [PARENTAL_RESPONSIBILITY_IND] [char](1) NULL, -- @gdpr category=family-information
    [MOTHER_SURNAME] [nvarchar](60) NULL, -- @gdpr category=identity-and-contact
    [MOTHER_BIRTH_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
    [PARENT_MENTAL_HEALTH_IND] [char](1) NULL, -- @gdpr category=health condition=9(2)(g) schedule-1=2
    [START_DTTM] [datetime] NULL, -- @gdpr category=family-information
    [END_DTTM] [datetime] NULL, -- @gdpr category=family-information
 CONSTRAINT [PK_PERSON_RELATIONSHIP] PRIMARY KEY CLUSTERED ([RELATIONSHIP_ID] ASC) ON [PRIMARY]
) ON [PRIMARY]
GO

-- @gdpr purpose=protect-from-abuse-and-harm,fraud-prevention lawful-basis=public-task recipients=police,northquay-insight retention.class=all-other-children
-- @gdpr necessity="Without who asked for help, and why, nobody can decide what happens next."
CREATE TABLE [casework].[FACT_HELP_REQUEST](
    [FACT_HELP_REQUEST_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [RECEIVED_DTTM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [DIM_SOURCE_CODE] [varchar](10) NULL, -- @gdpr category=assessments-and-plans
    [REFERRER_NAME] [nvarchar](120) NULL,
    [REFERRER_TELEPHONE] [varchar](20) NULL,
    [REASON_TEXT] [nvarchar](max) NULL, -- @gdpr category=child-protection-and-case-review
    [DIM_PRIMARY_NEED_CODE] [varchar](4) NULL, -- @gdpr category=assessments-and-plans
    [DOMESTIC_ABUSE_IND] [char](1) NULL,
    [CSE_CONCERN_IND] [char](1) NULL, -- @gdpr category=cse-data
    [TRIAGE_json] [nvarchar](max) NULL, -- @gdpr category=assessments-and-plans
    [OUTCOME_CODE] [varchar](10) NULL, -- @gdpr category=assessments-and-plans
    [CLOSED_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [ALLOCATED_USER_ID] [int] NULL, -- @gdpr subject=professional category=identity-and-contact
 CONSTRAINT [PK_FACT_HELP_REQUEST] PRIMARY KEY CLUSTERED ([FACT_HELP_REQUEST_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_REF_NEED] CHECK ([DIM_PRIMARY_NEED_CODE] IN ('N1','N5','N6','N7','N8','N9','N0'))
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr purpose=monitor-and-review-support lawful-basis=public-task condition=9(2)(g) schedule-1=18 necessity="The assessment has to show what the child needs."
-- @gdpr retention.class=all-other-children retention.keep="birth + P25Y"
CREATE TABLE [casework].[FACT_ASSESSMENT](
    [FACT_ASSESSMENT_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [FACT_HELP_REQUEST_ID] [int] NULL, -- @gdpr category=assessments-and-plans
    [START_DTTM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [AUTHORISED_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [CHILD_SEEN_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [PARENT_SUBSTANCE_USE_IND] [char](1) NULL, -- @gdpr subject=parent category=health
    [CHILD_MENTAL_HEALTH_IND] [char](1) NULL, -- @gdpr category=health
    [ETHNICITY_AT_ASSESSMENT] [varchar](4) NULL, -- @gdpr category=ethnicity schedule-1=8
    [FACTORS_json] [nvarchar](max) NULL,
    [ANALYSIS_TEXT] [nvarchar](max) NULL, -- @gdpr category=assessments-and-plans necessity="The worker's reasoning, which no list of codes can hold."
    [OUTCOME_CODE] [varchar](10) NULL, -- @gdpr category=assessments-and-plans
    [MANAGER_USER_ID] [int] NULL, -- @gdpr subject=professional category=identity-and-contact
 CONSTRAINT [PK_FACT_ASSESSMENT] PRIMARY KEY CLUSTERED ([FACT_ASSESSMENT_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr purpose=monitor-and-review-support lawful-basis=public-task retention="all-other-children"
CREATE TABLE [casework].[FACT_FORM_RESPONSE](
    [FACT_FORM_RESPONSE_ID] [bigint] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [FORM_CODE] [varchar](20) NOT NULL, -- @gdpr category=assessments-and-plans
    [QUESTION_CODE] [varchar](40) NOT NULL, -- @gdpr category=assessments-and-plans
    [QUESTION_TEXT] [nvarchar](400) NULL,
    [ANSWER_TEXT] [nvarchar](max) NULL, -- @gdpr category=assessments-and-plans
    [OPTION_CODE] [varchar](20) NULL, -- @gdpr category=assessments-and-plans
    [ANSWERED_DTTM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [ANSWERED_BY_USER_ID] [int] NULL, -- @gdpr subject=professional category=identity-and-contact
 CONSTRAINT [PK_FACT_FORM_RESPONSE] PRIMARY KEY NONCLUSTERED ([FACT_FORM_RESPONSE_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr purpose=protect-from-abuse-and-harm lawful-basis=consent retention.class=child-protection-plan retention.keep="case-closure + P40Y"
-- @gdpr necessity="A plan without the harm it answers protects nobody."
CREATE TABLE [casework].[FACT_CP_PLAN](
    [FACT_CP_PLAN_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=child-protection-and-case-review
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [S47_ENQUIRY_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
    [ICPC_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
    [PLAN_START_DTTM] [datetime] NOT NULL, -- @gdpr category=child-protection-and-case-review
    [PLAN_END_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
    [CASE_CLOSED_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
    [ABUSE_CATEGORY_CODE] [char](3) NOT NULL, -- @gdpr category=child-protection-and-case-review
    [PLAN_OUTLINE_TEXT] [nvarchar](max) NULL, -- @gdpr category=child-protection-and-case-review
    [SUSPECTED_OFFENCE_TEXT] [nvarchar](500) NULL, -- @gdpr category=criminal-history condition=9(2)(g)
    [CORE_GROUP_NEXT_DTTM] [datetime] NULL, -- @gdpr category=child-protection-and-case-review
 CONSTRAINT [PK_FACT_CP_PLAN] PRIMARY KEY CLUSTERED ([FACT_CP_PLAN_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_CPP_CATEGORY] CHECK ([ABUSE_CATEGORY_CODE] IN ('NEG','PHY','SAB','EMO','MUL'))
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr purpose=monitor-and-review-support lawful-basis=legal-obligation retention.class=looked-after-and-care-experienced retention.keep="birth + P75Y" recipients=dfe
CREATE TABLE [casework].[FACT_CARE_EPISODE](
    [FACT_CARE_EPISODE_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [DECOM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [RNE] [char](1) NULL, -- @gdpr category=assessments-and-plans
    [LS] [char](2) NOT NULL, -- @gdpr category=assessments-and-plans
    [CIN] [char](2) NULL, -- @gdpr category=assessments-and-plans
    [PLACE] [char](2) NULL, -- @gdpr category=assessments-and-plans
    [PLACEMENT_ADDRESS] [nvarchar](250) NULL,
    [PLACEMENT_POSTCODE] [varchar](8) NULL, -- @gdpr category=identity-and-contact
    [FACT_FOSTER_CARER_ID] [int] NULL, -- @gdpr subject=carer category=identity-and-contact
    [DEC] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [REC] [varchar](4) NULL, -- @gdpr category=assessments-and-plans
    [CASE_CLOSED_DTTM] [datetime] NULL,
 CONSTRAINT [PK_FACT_CARE_EPISODE] PRIMARY KEY CLUSTERED ([FACT_CARE_EPISODE_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_CARE_LS] CHECK ([LS] IN ('C1','C2','D1','E1','V2','V3','V4','J1','J2','J3','L1','L2','L3')),
 CONSTRAINT [CK_CARE_CIN] CHECK ([CIN] IN ('N1','N2','N3','N4','N5','N6','N7','N8'))
) ON [PRIMARY]
GO

-- @gdpr purpose=monitor-and-review-support lawful-basis=legal-obligation recipients=dfe necessity="The return asks for it of every child in care for a year."
-- @gdpr retention.class=looked-after-and-care-experienced retention.keep="birth + P75Y"
CREATE TABLE [casework].[FACT_YEARLY_OUTCOME](
    [FACT_YEARLY_OUTCOME_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [RETURN_YEAR] [smallint] NOT NULL, -- @gdpr category=assessments-and-plans
    [SDQ_SCORE] [tinyint] NULL, -- @gdpr category=early-years-and-education
    [IMMUNISATIONS] [bit] NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [TEETH_CHECK] [bit] NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [HEALTH_ASSESSMENT] [bit] NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [SUBSTANCE_MISUSE] [bit] NULL, -- @gdpr category=health condition=9(2)(a)
    [CONVICTED] [bit] NULL, -- @gdpr category=criminal-history
 CONSTRAINT [PK_FACT_YEARLY_OUTCOME] PRIMARY KEY CLUSTERED ([FACT_YEARLY_OUTCOME_ID] ASC) ON [PRIMARY]
) ON [PRIMARY]
GO

-- @gdpr necessity="The register of carers that the regulations prescribe." purpose=manage-service-delivery lawful-basis=legitimate-interests retention.class=fostering-and-private-fostering retention.keep="birth(carer) + P75Y"
CREATE TABLE [casework].[FACT_FOSTER_CARER](
    [FACT_FOSTER_CARER_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=identity-and-contact
    [CARER_FORENAME] [nvarchar](60) NOT NULL, -- @gdpr category=identity-and-contact
    [CARER_SURNAME] [nvarchar](60) NOT NULL, -- @gdpr category=identity-and-contact
    [CARER_BIRTH_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
    [CARER_TELEPHONE] [varchar](20) NULL, -- @gdpr category=identity-and-contact
    [NI_NUMBER] [char](9) NULL,
    [BANK_SORT_CODE] [char](6) NULL, -- @gdpr category=financial
    [BANK_ACCOUNT_NO] [char](8) NULL, -- @gdpr category=financial
    [ETHNICITY_CODE] [varchar](4) NULL, -- @gdpr category=ethnicity condition=9(2)(g) schedule-1=16
    [SEXUAL_ORIENTATION] [nvarchar](30) NULL,
    [MEDICAL_OUTCOME] [nvarchar](60) NULL, -- @gdpr category=health condition=9(2)(h) schedule-1=2
    [DBS_ISSUED_DTTM] [datetime] NULL,
    [DBS_DISCLOSURE_IND] [char](1) NULL, -- @gdpr category=criminal-history condition=9(2)(h)
    [APPROVED_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [APPROVAL_END_DTTM] [datetime] NULL, -- @gdpr category=assessments-and-plans
    [APPROVAL_TERMS] [nvarchar](200) NULL, -- @gdpr category=assessments-and-plans
    [RECRUITMENT_SOURCE] [nvarchar](60) NULL,
 CONSTRAINT [PK_FACT_FOSTER_CARER] PRIMARY KEY CLUSTERED ([FACT_FOSTER_CARER_ID] ASC) ON [PRIMARY]
) ON [PRIMARY]
GO

-- @gdpr necessity="Whether somebody may work with children turns on it." purpose=protect-from-abuse-and-harm lawful-basis=public-task recipients=lado,police retention.class=lado retention.keep="allegation + P70Y"
CREATE TABLE [casework].[FACT_LADO_ALLEGATION](
    [FACT_LADO_ALLEGATION_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=criminal-history schedule-1=18
    [ALLEGED_PERSON_NAME] [nvarchar](120) NOT NULL, -- @gdpr subject=person-alleged category=identity-and-contact
    [ALLEGED_PERSON_BIRTH_DTTM] [datetime] NULL, -- @gdpr subject=person-alleged category=criminal-history schedule-1=18
    [EMPLOYER_NAME] [nvarchar](120) NULL,
    [JOB_ROLE] [nvarchar](80) NULL,
    [ALLEGATION_DTTM] [datetime] NOT NULL, -- @gdpr category=criminal-history schedule-1=18
    [HARM_TYPE] [varchar](20) NOT NULL, -- @gdpr category=criminal-history schedule-1=18
    [ALLEGATION_TEXT] [nvarchar](max) NULL, -- @gdpr category=criminal-history schedule-1=18
    [POLICE_INVOLVED_IND] [char](1) NULL,
    [CHILD_PERSON_ID] [int] NULL, -- @gdpr subject=child category=identity-and-contact
    [VICTIM_STATEMENT_TEXT] [nvarchar](max) NULL, -- @gdpr category=criminal-history schedule-1=18
    [OUTCOME_CODE] [varchar](20) NULL, -- @gdpr category=child-protection-and-case-review
    [REFERRED_TO_DBS_IND] [char](1) NULL,
    [CLOSED_DTTM] [datetime] NULL, -- @gdpr category=criminal-history schedule-1=18
 CONSTRAINT [PK_FACT_LADO_ALLEGATION] PRIMARY KEY CLUSTERED ([FACT_LADO_ALLEGATION_ID] ASC) ON [PRIMARY],
 CONSTRAINT [CK_LADO_HARM] CHECK ([HARM_TYPE] IN ('neglect','physical abuse','sexual abuse','emotional abuse')),
 CONSTRAINT [CK_LADO_OUTCOME] CHECK ([OUTCOME_CODE] IN ('substantiated','unsubstantiated','malicious','unfounded','convicted','cautioned'))
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr necessity="Proof of who agreed to what." purpose=manage-service-delivery lawful-basis=consent retention.class=all-other-children retention.keep="birth + P25Y"
CREATE TABLE [casework].[CONSENT_RECORD](
    [CONSENT_ID] [int] IDENTITY(1,1) NOT NULL, -- @gdpr category=information-advice-guidance
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [GIVEN_BY_NAME] [nvarchar](120) NULL, -- @gdpr subject=parent category=identity-and-contact
    [RELATIONSHIP_CODE] [varchar](10) NULL, -- @gdpr category=family-information
    [CONSENT_TYPE_CODE] [varchar](20) NOT NULL, -- @gdpr category=information-advice-guidance
    [SHARE_WITH_ORG] [nvarchar](120) NULL, -- @gdpr category=information-advice-guidance
    [GIVEN_DTTM] [datetime] NULL, -- @gdpr category=information-advice-guidance
    [WITHDRAWN_DTTM] [datetime] NULL, -- @gdpr category=information-advice-guidance
    [SIGNATURE_IMAGE] [varbinary](max) NULL,
 CONSTRAINT [PK_CONSENT_RECORD] PRIMARY KEY CLUSTERED ([CONSENT_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

-- @gdpr purpose=monitor-and-review-support lawful-basis=public-task retention.class=all-other-childern retention.keep="birth + P25Y"
CREATE TABLE [casework].[FACT_CASE_NOTE](
    [FACT_CASE_NOTE_ID] [bigint] IDENTITY(1,1) NOT NULL, -- @gdpr category=assessments-and-plans
    [PERSON_ID] [int] NOT NULL, -- @gdpr category=identity-and-contact
    [NOTE_TYPE_CODE] [varchar](20) NOT NULL, -- @gdpr category=assessments-and-plans
    [NOTE_DTTM] [datetime] NOT NULL, -- @gdpr category=assessments-and-plans
    [NOTE_TEXT] [nvarchar](max) NULL,
    [ATTACHMENT] [varbinary](max) NULL,
    [RESTRICTED_IND] [char](1) NULL,
    [AUTHOR_USER_ID] [int] NOT NULL, -- @gdpr subject=professional category=identity-and-contact
 CONSTRAINT [PK_FACT_CASE_NOTE] PRIMARY KEY CLUSTERED ([FACT_CASE_NOTE_ID] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

CREATE TABLE [casework].[APP_USER](
    [USER_ID] [int] IDENTITY(1,1) NOT NULL,
    [LOGIN_NAME] [varchar](30) NOT NULL,
    [DISPLAY_NAME] [nvarchar](120) NOT NULL,
    [WORK_EMAIL] [nvarchar](254) NULL,
    [JOB_TITLE] [nvarchar](80) NULL,
    [TEAM_CODE] [varchar](20) NULL,
    [SOCIAL_WORK_REG_NO] [varchar](12) NULL,
    [LAST_LOGIN_DTTM] [datetime] NULL,
    [ACTIVE_IND] [char](1) NOT NULL,
 CONSTRAINT [PK_APP_USER] PRIMARY KEY CLUSTERED ([USER_ID] ASC) ON [PRIMARY]
) ON [PRIMARY]
GO

-- @gdpr necessity="Places have to be planned for where the need is." purpose=analyse-needs lawful-basis=public-task retention.class=all-other-children retention.keep="birth + P25Y" recipients=diis
CREATE TABLE [warehouse].[FACT_NEEDS_SNAPSHOT](
    [SNAPSHOT_DTTM] [datetime] NOT NULL, -- @gdpr not-personal="The night on which the snapshot was taken"
    [UPN] [char](13) NULL, -- @gdpr category=identity-and-contact
    [FULL_NAME] [nvarchar](120) NULL, -- @gdpr category=identity-and-contact
    [BIRTH_DTTM] [datetime] NULL, -- @gdpr category=identity-and-contact
    [POSTCODE] [varchar](8) NULL, -- @gdpr category=identity-and-contact
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

CREATE TABLE [casework].[AUDIT_LOG](
    [AUDIT_ID] [bigint] IDENTITY(1,1) NOT NULL,
    [TABLE_NAME] [sysname] NOT NULL,
    [COLUMN_NAME] [sysname] NULL,
    [PERSON_ID] [int] NULL,
    [OLD_VALUE] [nvarchar](max) NULL,
    [NEW_VALUE] [nvarchar](max) NULL,
    [CHANGED_BY_USER_ID] [int] NOT NULL,
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
ALTER TABLE [casework].[FACT_CP_PLAN] ADD [VISIT_DUE_DTTM] [datetime] NULL
GO

EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Reason why the period of care ended, as in the return on looked-after children', @level0type=N'SCHEMA', @level0name=N'casework', @level1type=N'TABLE', @level1name=N'FACT_CARE_EPISODE', @level2type=N'COLUMN', @level2name=N'REC'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Terms of the approval: ages, numbers, named child', @level0type=N'SCHEMA', @level0name=N'casework', @level1type=N'TABLE', @level1name=N'FACT_FOSTER_CARER', @level2type=N'COLUMN', @level2name=N'APPROVAL_TERMS'
GO
-- @gdpr category=assessments-and-plans

INSERT [casework].[FEATURE_FLAG] ([FLAG_NAME], [ENABLED]) VALUES (N'form_answers_v2', 1)
GO
