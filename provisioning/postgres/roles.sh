#!/bin/sh
# The two roles of the platform: one owns the tables and migrates, the other is what the processes connect as. Neither is a superuser.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" -U "${POSTGRES_USER:-postgres}" -d postgres <<'SQL'
CREATE ROLE sre_owner LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE sre_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app';
CREATE DATABASE sre OWNER sre_owner;
SQL
