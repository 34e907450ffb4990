-- A PostgreSQL dump of a small booking system.
SET client_encoding = 'UTF8';

CREATE TABLE public.family (
    id integer NOT NULL,
    "postcode area" character varying(4),
    notes text
);

CREATE TABLE public.visit (
    id bigint NOT NULL,
    family_id integer REFERENCES public.family(id),
    arrived_at timestamp with time zone DEFAULT now(),
    access_need character varying(20)[] CHECK (cardinality(access_need) < 9)
);

ALTER TABLE ONLY public.visit ADD COLUMN worker_email text;
