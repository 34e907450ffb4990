-- What a dump of PostgreSQL can hold of tables. Everything here is invented.
CREATE SCHEMA care;
CREATE SCHEMA "Odd Schema";

CREATE TYPE care.placement_kind AS ENUM ('foster', 'kinship', 'it''s other');
CREATE TYPE care.address_type AS (line_1 text, "post code" character varying(8), since date);
CREATE TYPE public.span_of_age AS RANGE (subtype = integer);
CREATE DOMAIN care.nhs_number AS character(10) CONSTRAINT ten_digits CHECK (VALUE ~ '^[0-9]{10}$');
CREATE DOMAIN care.yes_no AS text NOT NULL DEFAULT 'no' CHECK (VALUE IN ('yes', 'no'));

CREATE TABLE care.family (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    home care.address_type,
    notes text[] DEFAULT '{}'::text[],
    scores numeric(5,2)[][],
    seen timestamp with time zone DEFAULT now(),
    at time without time zone,
    waited interval DEFAULT '1 day 02:00:00'::interval,
    between_days daterange,
    ages public.span_of_age,
    answers jsonb DEFAULT '{"a": [1, 2], "b": ";"}'::jsonb,
    picture bytea,
    network inet,
    place point,
    CONSTRAINT named CHECK (length(name) > 0)
);
COMMENT ON TABLE care.family IS 'A family; as it''s known';
COMMENT ON COLUMN care.family.name IS 'What the family is called
on two lines; with a semicolon';

CREATE TABLE care.child (
    id serial PRIMARY KEY,
    family_id bigint NOT NULL REFERENCES care.family (id) ON DELETE CASCADE,
    "Surname" character varying(60) COLLATE "C" NOT NULL,
    "given name(s)" character varying(60),
    "select" boolean DEFAULT false NOT NULL,
    "a""quote" integer,
    nhs_number care.nhs_number UNIQUE,
    kind care.placement_kind DEFAULT 'foster'::care.placement_kind NOT NULL,
    consent care.yes_no,
    born date CHECK (born > '1900-01-01'::date),
    full_name text GENERATED ALWAYS AS ((("Surname")::text || ', '::text) || ("given name(s)")::text) STORED,
    weight double precision,
    share real DEFAULT 0.5,
    small smallint,
    big bigint DEFAULT '-1'::integer,
    code "char",
    bits bit varying(8),
    one bit(1),
    text_search tsvector,
    document xml,
    key uuid DEFAULT gen_random_uuid(),
    money money,
    UNIQUE ("Surname", born),
    EXCLUDE USING btree (small WITH =)
);
CREATE INDEX ON care.child (lower("Surname"::text)) WHERE born IS NOT NULL;

CREATE TABLE care.visit (
    id integer NOT NULL,
    child_id integer REFERENCES care.child,
    on_day date NOT NULL,
    what text DEFAULT 'visit; the first' NOT NULL,
    PRIMARY KEY (id, on_day)
) PARTITION BY RANGE (on_day);
CREATE TABLE care.visit_2025 PARTITION OF care.visit FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE care.visit_rest PARTITION OF care.visit DEFAULT;

CREATE TABLE public.event (id integer, happened timestamp(3) without time zone);
CREATE TABLE public.health_event (condition text) INHERITS (public.event);
CREATE TABLE public.heir () INHERITS (public.event);
CREATE UNLOGGED TABLE "Odd Schema"."Odd Table; --" ("x y" integer, "/* z */" text DEFAULT '/*');
CREATE TABLE public.nothing ();
CREATE TEMPORARY TABLE passing (secret text);

CREATE VIEW care.child_view AS
    SELECT c.id, c."Surname" AS label, lower(c."given name(s)"::text) AS given, f.name, count(*) OVER () AS many
    FROM care.child c JOIN care.family f ON f.id = c.family_id;
CREATE VIEW public.all_view WITH (security_barrier) AS
    WITH grown AS (SELECT id, born FROM care.child WHERE born < '2010-01-01')
    SELECT * FROM grown UNION ALL SELECT id, NULL FROM care.visit;
CREATE MATERIALIZED VIEW care.kept AS SELECT kind, max(born) AS youngest FROM care.child GROUP BY kind WITH NO DATA;
CREATE RECURSIVE VIEW public.count_view (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM count_view WHERE n < 9;

CREATE FUNCTION care.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMPORARY TABLE IF NOT EXISTS scratch (a integer);
    EXECUTE 'CREATE TABLE never (b integer)';
    RETURN NEW;
END $$;
CREATE TRIGGER touched BEFORE UPDATE ON care.child FOR EACH ROW EXECUTE FUNCTION care.touch();
CREATE RULE quiet AS ON INSERT TO public.nothing DO INSTEAD NOTHING;
ALTER TABLE care.child ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON care.child USING (true);
CREATE SEQUENCE public.counter START 5;
