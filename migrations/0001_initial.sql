-- Format 1. Every table: an integer row id that is never used twice, a row version, plaintext
-- columns (look-up digests, and what must be read before unlocking), and one sealed blob.
-- Migrations are append-only: this file is never edited once released.

CREATE TABLE settings (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, sealed BLOB NOT NULL);

CREATE TABLE slots (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, wrapped BLOB NOT NULL, identity BLOB, sealed BLOB NOT NULL);

CREATE TABLE signing_keys (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, sealed BLOB NOT NULL);

CREATE TABLE keys (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, name BLOB NOT NULL, short BLOB NOT NULL, digest BLOB NOT NULL, sealed BLOB NOT NULL);

CREATE INDEX keys_name ON keys (name);

CREATE INDEX keys_short ON keys (short);

CREATE UNIQUE INDEX keys_digest ON keys (digest);

CREATE TABLE profiles (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, name BLOB NOT NULL, sealed BLOB NOT NULL);

CREATE UNIQUE INDEX profiles_name ON profiles (name);

CREATE TABLE targets (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, name BLOB NOT NULL, sealed BLOB NOT NULL);

CREATE UNIQUE INDEX targets_name ON targets (name);

CREATE TABLE series (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, subject BLOB NOT NULL, sealed BLOB NOT NULL);

CREATE UNIQUE INDEX series_subject ON series (subject);

CREATE TABLE publications (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, subject BLOB NOT NULL, sealed BLOB NOT NULL);

CREATE INDEX publications_subject ON publications (subject);

CREATE TABLE rotations (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, name BLOB NOT NULL, sealed BLOB NOT NULL);

CREATE INDEX rotations_name ON rotations (name);

CREATE TABLE receipts (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, subject BLOB NOT NULL, sealed BLOB NOT NULL);

CREATE INDEX receipts_subject ON receipts (subject);

CREATE TABLE credentials (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, name BLOB NOT NULL, sealed BLOB NOT NULL);

CREATE UNIQUE INDEX credentials_name ON credentials (name);

CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, sealed BLOB NOT NULL);

CREATE TABLE blocks (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, place BLOB NOT NULL, sealed BLOB NOT NULL);

CREATE UNIQUE INDEX blocks_place ON blocks (place);

CREATE TABLE manifest (id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, vault_id BLOB NOT NULL, sealed BLOB NOT NULL);
