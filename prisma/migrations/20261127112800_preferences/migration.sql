-- What people say of themselves: messages are written in their language, and their hours are those of their zone.
ALTER TABLE person ADD COLUMN time_zone text, ADD COLUMN language text;
ALTER TABLE person ADD CONSTRAINT person_language_check CHECK (language IN ('en-US', 'zh-Hant'));
