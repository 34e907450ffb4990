-- Sandpiper Funding Portal 3.2, migration 0001. Invented system, synthetic throughout.
-- Declared in one afternoon before the audit: retention first, the rest to follow.
-- @gdpr dpia=DPIA-2026-031

CREATE SCHEMA IF NOT EXISTS funding;
CREATE TYPE funding.entitlement AS ENUM ('two-year-old', 'universal', 'working-family');

-- No personal data here.
CREATE TABLE funding.term (
    term_id     smallint PRIMARY KEY,
    label       varchar(20) NOT NULL,
    starts_on   date NOT NULL,
    ends_on     date NOT NULL
);

-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=public-task retention=early-education-funding
CREATE TABLE funding.child (
    child_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=identity-and-contact
    forename        varchar(60) NOT NULL, -- @gdpr category=identity-and-contact
    surname         varchar(60) NOT NULL, -- @gdpr category=identity-and-contact
    date_of_birth   date NOT NULL, -- @gdpr category=identity-and-contact
    gender          char(1),
    ethnicity_code  varchar(4), -- @gdpr category=ethnicity
    address_line_1  varchar(100), -- @gdpr category=identity-and-contact
    postcode        varchar(8), -- @gdpr category=identity-and-contact
    in_care         boolean NOT NULL DEFAULT false
);

-- Seven years, as the old system had it: 2,557 days.
-- @gdpr subject=parent purpose=manage-service-delivery lawful-basis=consent
-- @gdpr retention.class=early-education-funding retention.keep="payment + P2557D"
CREATE TABLE funding.parent_declaration (
    declaration_id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=identity-and-contact
    child_id                   bigint NOT NULL REFERENCES funding.child, -- @gdpr subject=child category=identity-and-contact
    parent_name                varchar(120) NOT NULL, -- @gdpr category=identity-and-contact
    parent_date_of_birth       date, -- @gdpr category=identity-and-contact
    national_insurance_number  char(9), -- @gdpr category=identity-and-contact
    partner_name               varchar(120),
    signed_on                  date NOT NULL -- @gdpr category=early-years-and-education
);

-- Ten years, to be safe.
-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=public-task recipients=hmrc,dwp
-- @gdpr retention.class=early-education-funding retention.keep="end-of-financial-year(payment) + P10Y"
CREATE TABLE funding.eligibility_check (
    check_id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=early-years-and-education
    child_id          bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    entitlement       funding.entitlement NOT NULL, -- @gdpr category=early-years-and-education
    eligibility_code  char(11), -- @gdpr category=identity-and-contact
    benefit_basis     varchar(30), -- @gdpr category=financial
    checked_on        date NOT NULL -- @gdpr category=early-years-and-education
);

-- Goes seven years after the child has left the nursery, all terms together.
-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=public-task
-- @gdpr retention.class=early-education-funding retention.keep="setting-leaving + P7Y"
-- @gdpr hold.name=funding-audit-2025 hold.authority="Head of internal audit"
CREATE TABLE funding.headcount_claim (
    claim_id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=early-years-and-education
    child_id           bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    nursery_urn        varchar(10), -- @gdpr category=early-years-and-education
    term_id            smallint NOT NULL REFERENCES funding.term, -- @gdpr category=early-years-and-education
    funded_hours       numeric(5,1) NOT NULL, -- @gdpr category=early-years-and-education
    pupil_premium_reason varchar(12) CHECK (pupil_premium_reason IN ('ECONOMIC', 'LAC', 'ADOPTED', 'SGO', 'CAO')),
    left_setting_on    date, -- @gdpr category=early-years-and-education
    claim_notes        text -- @gdpr category=early-years-and-education
);

-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=public-task
-- @gdpr retention.class=early-education-funding retention.keep="end-of-financial-year(payment) + P7Y"
CREATE TABLE funding.payment (
    payment_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=early-years-and-education
    claim_id      bigint NOT NULL REFERENCES funding.headcount_claim, -- @gdpr category=early-years-and-education
    child_id      bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    amount_pence  integer NOT NULL, -- @gdpr category=early-years-and-education
    paid_on       date NOT NULL -- @gdpr category=early-years-and-education
);

-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=public-task
-- @gdpr retention.class=early-education-funding retention.keep="end-of-financial-year(payment) + P6Y"
CREATE TABLE funding.disability_access_fund (
    award_id                     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=early-years-and-education
    child_id                     bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    disability_living_allowance  boolean NOT NULL, -- @gdpr category=health
    allowance_letter             bytea,
    awarded_on                   date -- @gdpr category=early-years-and-education
);

-- Support for special educational needs. The portal does not know whether a child has an education, health and care plan.
-- @gdpr subject=child purpose=monitor-and-review-support lawful-basis=public-task
-- @gdpr retention.class=early-years-portage-and-send retention.keep="ehc-plan-end + P25Y"
CREATE TABLE funding.inclusion_request (
    request_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=send-data
    child_id         bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    primary_need     varchar(4) CHECK (primary_need IN ('SPLD', 'MLD', 'SEMH', 'SLCN', 'HI', 'VI', 'PD', 'ASD')), -- @gdpr category=send-data
    support_needed   text, -- @gdpr category=send-data
    diagnosis        varchar(200), -- @gdpr category=health
    outcome_code     varchar(10) -- @gdpr category=send-data
);

-- @gdpr subject=childminder purpose=manage-service-delivery lawful-basis=public-task
-- @gdpr retention.class=childminders retention.keep="registration-end(childminder) + P7Y"
CREATE TABLE funding.childminder (
    childminder_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=identity-and-contact
    ofsted_urn             varchar(10) NOT NULL, -- @gdpr category=identity-and-contact
    full_name              varchar(120) NOT NULL, -- @gdpr category=identity-and-contact
    home_address           varchar(200), -- @gdpr category=identity-and-contact
    bank_sort_code         char(6), -- @gdpr category=financial
    bank_account_number    char(8), -- @gdpr category=financial
    dbs_certificate_number varchar(12),
    registration_ended_on  date -- @gdpr category=identity-and-contact
);

-- @gdpr subject=professional purpose=manage-service-delivery lawful-basis=public-task retention.keep="last-contact + P7Y"
CREATE TABLE funding.nursery (
    nursery_urn      varchar(10) PRIMARY KEY, -- @gdpr not-personal="Ofsted's number for a business"
    nursery_name     varchar(120) NOT NULL, -- @gdpr not-personal="The name of a business"
    manager_name     varchar(120), -- @gdpr category=identity-and-contact
    manager_mobile   varchar(20), -- @gdpr category=identity-and-contact
    last_contact_on  date -- @gdpr category=identity-and-contact
);
