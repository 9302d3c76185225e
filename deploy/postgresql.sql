-- PostgreSQL for the portal. Run once as its superuser: psql -f deploy/postgresql.sql
-- The service owns the tables. The public process signs in as portal_web, which is a member of
-- portal_public alone ("portal init" makes that role and lets it read the publication tables).
CREATE ROLE portal LOGIN CREATEROLE;
CREATE DATABASE portal OWNER portal ENCODING 'UTF8' TEMPLATE template0;
CREATE ROLE portal_public NOLOGIN;
CREATE ROLE portal_web LOGIN IN ROLE portal_public;
GRANT portal_public TO portal WITH ADMIN OPTION;
\connect portal
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO portal;
GRANT USAGE ON SCHEMA public TO portal_public;
