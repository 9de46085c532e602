/**
 * Tables that several engines share, and what changes an app's values: one app at a time, so that its size holds.
 * Sizes in characters, times in ms since 1970.
 */
export const schema = `
  CREATE TABLE IF NOT EXISTS engine_host (id text PRIMARY KEY, until timestamptz NOT NULL);

  CREATE TABLE IF NOT EXISTS engine_message (
    id text PRIMARY KEY, assignment text NOT NULL, body text NOT NULL, deadline bigint NOT NULL,
    state text NOT NULL, attempt integer NOT NULL, added bigint NOT NULL, settled bigint,
    answer text, faults text[] NOT NULL DEFAULT '{}', holder text NOT NULL,
    waiting timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE INDEX IF NOT EXISTS engine_message_open ON engine_message (deadline)
    WHERE state IN ('unconsumed', 'consumed');
  CREATE INDEX IF NOT EXISTS engine_message_final ON engine_message (state, added)
    WHERE state IN ('answered', 'aside');

  CREATE TABLE IF NOT EXISTS engine_kept (
    app text NOT NULL, key text NOT NULL, value text NOT NULL, until bigint, PRIMARY KEY (app, key)
  );
  CREATE INDEX IF NOT EXISTS engine_kept_until ON engine_kept (until) WHERE until IS NOT NULL;
  CREATE TABLE IF NOT EXISTS engine_app (app text PRIMARY KEY, size bigint NOT NULL);

  CREATE OR REPLACE FUNCTION engine_size(of_app text) RETURNS bigint LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO engine_app VALUES (of_app, 0) ON CONFLICT DO NOTHING;
    RETURN (SELECT size FROM engine_app WHERE app = of_app FOR UPDATE);
  END $$;

  CREATE OR REPLACE FUNCTION engine_shrink(of_app text, at bigint) RETURNS bigint LANGUAGE plpgsql AS $$
  DECLARE
    size_now bigint := engine_size(of_app);
  BEGIN
    WITH gone AS (DELETE FROM engine_kept WHERE app = of_app AND until <= at RETURNING key, value)
      SELECT size_now - coalesce(sum(length(key) + length(value)), 0) INTO size_now FROM gone;
    UPDATE engine_app SET size = size_now WHERE app = of_app;
    RETURN size_now;
  END $$;

  CREATE OR REPLACE FUNCTION engine_sweep(at bigint) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    of_app text;
  BEGIN
    FOR of_app IN SELECT DISTINCT app FROM engine_kept WHERE until <= at ORDER BY app LOOP
      PERFORM engine_shrink(of_app, at);
    END LOOP;
  END $$;

  CREATE OR REPLACE FUNCTION engine_put(
    of_app text, of_key text, new_value text, new_until bigint, at bigint, most bigint, is_sure boolean, expected text
  ) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    size_now bigint := engine_size(of_app);
    before text := (SELECT value FROM engine_kept WHERE app = of_app AND key = of_key);
    grows bigint := length(new_value) - coalesce(length(before), -length(of_key));
  BEGIN
    IF NOT is_sure AND before IS DISTINCT FROM expected THEN
      RETURN 'changed';
    END IF;
    IF grows > 0 AND size_now + grows > most THEN
      size_now := engine_shrink(of_app, at);
      before := (SELECT value FROM engine_kept WHERE app = of_app AND key = of_key);
      grows := length(new_value) - coalesce(length(before), -length(of_key));
      IF grows > 0 AND size_now + grows > most THEN
        RETURN 'full';
      END IF;
    END IF;
    INSERT INTO engine_kept VALUES (of_app, of_key, new_value, new_until)
      ON CONFLICT (app, key) DO UPDATE SET value = excluded.value, until = excluded.until;
    UPDATE engine_app SET size = size_now + grows WHERE app = of_app;
    RETURN 'kept';
  END $$;

  CREATE OR REPLACE FUNCTION engine_drop(of_app text, of_key text) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    size_now bigint := engine_size(of_app);
    before text := (SELECT value FROM engine_kept WHERE app = of_app AND key = of_key);
  BEGIN
    IF before IS NULL THEN
      RETURN false;
    END IF;
    DELETE FROM engine_kept WHERE app = of_app AND key = of_key;
    UPDATE engine_app SET size = size_now - length(before) - length(of_key) WHERE app = of_app;
    RETURN true;
  END $$;
`;
