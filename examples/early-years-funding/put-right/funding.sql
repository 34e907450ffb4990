-- Sandpiper Funding Portal 3.2, migration 0001. Invented system, synthetic throughout.
--
-- What follows holds for every table of this file, because an empty line parts it from the first statement.
-- @gdpr policy-document={reference: APD-CS-02, review: 2028-03-31} dpia=DPIA-2026-031

CREATE SCHEMA IF NOT EXISTS funding;
CREATE TYPE funding.entitlement AS ENUM ('two-year-old', 'universal', 'working-family');

CREATE TABLE funding.term (
    term_id     smallint PRIMARY KEY,
    label       varchar(20) NOT NULL,
    starts_on   date NOT NULL,
    ends_on     date NOT NULL
);

-- Seven years from the payment keep the notice's "7 years" in both ways to read it.
-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=legal-obligation
-- @gdpr retention.class=early-education-funding retention.keep="payment + P7Y"
-- @gdpr necessity="A place is funded for one child, who has to be told from others of the same name."
CREATE TABLE funding.child (
    child_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=identity-and-contact
    forename        varchar(60) NOT NULL, -- @gdpr category=identity-and-contact
    surname         varchar(60) NOT NULL, -- @gdpr category=identity-and-contact
    date_of_birth   date NOT NULL, -- @gdpr category=identity-and-contact
    gender          char(1), -- @gdpr category=identity-and-contact
    -- The Early Years Census asks for it, and nothing else uses it.
    -- @gdpr category=ethnicity purpose=statistics lawful-basis=legal-obligation condition=9(2)(g) schedule-1=8 recipients=dfe
    ethnicity_code  varchar(4),
    address_line_1  varchar(100), -- @gdpr category=identity-and-contact
    postcode        varchar(8), -- @gdpr category=identity-and-contact
    in_care         boolean NOT NULL DEFAULT false -- @gdpr category=assessments-and-plans
);

-- @gdpr subject=parent purpose=manage-service-delivery lawful-basis=legal-obligation
-- @gdpr retention.class=early-education-funding retention.keep="payment + P7Y"
-- @gdpr necessity="The tax office finds a parent by name, birth date and National Insurance number alone."
CREATE TABLE funding.parent_declaration (
    declaration_id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=identity-and-contact
    child_id                   bigint NOT NULL REFERENCES funding.child, -- @gdpr subject=child category=identity-and-contact
    parent_name                varchar(120) NOT NULL, -- @gdpr category=identity-and-contact
    parent_date_of_birth       date, -- @gdpr category=identity-and-contact
    national_insurance_number  char(9), -- @gdpr category=identity-and-contact
    partner_name               varchar(120), -- @gdpr subject=parent category=identity-and-contact
    signed_on                  date NOT NULL -- @gdpr category=early-years-and-education
);

-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=legal-obligation recipients=hmrc,dwp
-- @gdpr retention.class=early-education-funding retention.keep="payment + P7Y"
CREATE TABLE funding.eligibility_check (
    check_id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=early-years-and-education
    child_id          bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    entitlement       funding.entitlement NOT NULL, -- @gdpr category=early-years-and-education
    eligibility_code  char(11), -- @gdpr category=identity-and-contact
    -- Which benefit it was is not kept: the check answers yes or no.
    eligible          boolean NOT NULL, -- @gdpr category=early-years-and-education
    checked_on        date NOT NULL -- @gdpr category=early-years-and-education
);

-- A hold suspends destruction until it is lifted; the period stays what it is.
-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=legal-obligation
-- @gdpr retention.class=early-education-funding retention.keep="payment + P7Y"
-- @gdpr hold.name=funding-audit-2025 hold.authority="Head of internal audit" hold.scope="Claims for the autumn term of 2024" hold.review=2026-12-31
CREATE TABLE funding.headcount_claim (
    claim_id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=early-years-and-education
    child_id           bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    nursery_urn        varchar(10), -- @gdpr category=early-years-and-education
    term_id            smallint NOT NULL REFERENCES funding.term, -- @gdpr category=early-years-and-education
    funded_hours       numeric(5,1) NOT NULL, -- @gdpr category=early-years-and-education
    -- Why a premium is paid says that a child was adopted; how much is all that a claim needs.
    pupil_premium      boolean NOT NULL, -- @gdpr category=early-years-and-education
    left_setting_on    date, -- @gdpr category=early-years-and-education
    claim_notes        text -- @gdpr category=early-years-and-education necessity="Why hours differ from the register; never about health."
);

-- The ledger's own rule, six years and the current one. The notice says more: a warning stays until the two are made one.
-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=legal-obligation
-- @gdpr retention.class=early-education-funding retention.keep="end-of-financial-year(payment) + P6Y"
CREATE TABLE funding.payment (
    payment_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=early-years-and-education
    claim_id      bigint NOT NULL REFERENCES funding.headcount_claim, -- @gdpr category=early-years-and-education
    child_id      bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    amount_pence  integer NOT NULL, -- @gdpr category=early-years-and-education
    paid_on       date NOT NULL -- @gdpr category=early-years-and-education
);

-- @gdpr subject=child purpose=manage-service-delivery lawful-basis=legal-obligation
-- @gdpr retention.class=early-education-funding retention.keep="payment + P7Y"
CREATE TABLE funding.disability_access_fund (
    award_id                     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=early-years-and-education
    child_id                     bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    -- The letter is looked at and handed back: that it was seen is enough.
    disability_living_allowance  boolean NOT NULL, -- @gdpr category=health condition=9(2)(b) schedule-1=1 necessity="The fund is paid for children who receive the allowance, and for no others."
    letter_seen_on               date, -- @gdpr category=early-years-and-education
    awarded_on                   date -- @gdpr category=early-years-and-education
);

-- Support for special educational needs. The notice says "25 years" without a start: a warning stays until a post adopts a reading.
-- @gdpr subject=child purpose=monitor-and-review-support lawful-basis=legal-obligation
-- @gdpr retention.class=early-years-portage-and-send retention.keep="birth + P25Y"
CREATE TABLE funding.inclusion_request (
    request_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=send-data
    child_id         bigint NOT NULL REFERENCES funding.child, -- @gdpr category=identity-and-contact
    primary_need     varchar(4) CHECK (primary_need IN ('SPLD', 'MLD', 'SEMH', 'SLCN', 'HI', 'VI', 'PD', 'ASD')), -- @gdpr category=health condition=9(2)(h) schedule-1=2 necessity="What support is paid for turns on it."
    support_needed   text, -- @gdpr category=health condition=9(2)(h) schedule-1=2 necessity="What the setting will do with the money; needs are described as they show."
    outcome_code     varchar(10) -- @gdpr category=send-data
);

-- Whichever comes first: then each of the three ways to read the notice's "7 years" is kept.
-- @gdpr subject=childminder purpose=manage-service-delivery lawful-basis=legal-obligation
-- @gdpr retention.class=childminders retention.keep="earlier(registration-end(childminder) + P7Y, last-contact(childminder) + P7Y)"
-- @gdpr necessity="Money is paid to this person, at home, for as long as they are registered."
CREATE TABLE funding.childminder (
    childminder_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- @gdpr category=identity-and-contact
    ofsted_urn             varchar(10) NOT NULL, -- @gdpr category=identity-and-contact
    full_name              varchar(120) NOT NULL, -- @gdpr category=identity-and-contact
    home_address           varchar(200), -- @gdpr category=identity-and-contact
    -- Bank details are in the payments system, and vetting is Ofsted's: neither is copied here.
    payee_ref              varchar(20), -- @gdpr category=identity-and-contact
    last_contact_on        date, -- @gdpr category=identity-and-contact
    registration_ended_on  date -- @gdpr category=identity-and-contact
);

-- The business, and nobody who works in it.
CREATE TABLE funding.nursery (
    nursery_urn      varchar(10) PRIMARY KEY, -- @gdpr not-personal="Ofsted's number for a business"
    nursery_name     varchar(120) NOT NULL, -- @gdpr not-personal="The name of a business"
    office_telephone varchar(20) -- @gdpr not-personal="The switchboard of a business"
);
