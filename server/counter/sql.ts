/**
 * All SQL of the project: first that of the file of one machine, which is SQLite's, then that of the engine which many machines share,
 * which is PostgreSQL's as far as CockroachDB and YugabyteDB take it too.
 */

/**
 * A transaction writes whole pages into the WAL, so small ones (1 KiB) cost least. With a long WAL (4,000 pages, 4 MiB) the two fsyncs of
 * a checkpoint come once in 4,000 transactions. docs/measured.md says what a visit costs.
 *
 * With `synchronous=NORMAL` nothing else waits for the disk. A transaction is with the operating system when it returns, so it outlives
 * `kill -9`; what came after the last checkpoint may be lost when the power fails, and the file stays whole.
 */
export const storeSettings = `
  PRAGMA page_size = 1024;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 4000;
`

const importTables = `
  CREATE TABLE doubtful (
    day TEXT,
    country TEXT,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, country)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE imported (
    source TEXT,
    day TEXT,
    country TEXT,
    locale TEXT,
    n INTEGER NOT NULL,
    PRIMARY KEY (source, day, country, locale)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE imports (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    day_from TEXT,
    day_to TEXT,
    lines INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    "on" TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE writer (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`

/** The n-th brings a file of version n - 1 (`user_version`; 0 in a new file) to version n. Never changed once released. */
export const storeMigrations: readonly string[] = [
  `CREATE TABLE visits (
    day TEXT,
    country TEXT,
    locale TEXT,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, country, locale)
  ) STRICT, WITHOUT ROWID;`,
  importTables,
  `CREATE TABLE taken_doubtful (
    writer TEXT,
    day TEXT,
    country TEXT,
    n INTEGER NOT NULL,
    PRIMARY KEY (writer, day, country)
  ) STRICT, WITHOUT ROWID;`,
]

/** For a reader of an older file, which may change nothing in it: the later tables, empty, in this connection's memory. */
export function absentTables(version: number): string {
  return `PRAGMA temp_store = MEMORY; ${storeMigrations.slice(version).join('\n').replaceAll('CREATE TABLE', 'CREATE TEMP TABLE')}`
}

export const storeSql = {
  version: 'PRAGMA user_version',
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',

  addVisits: 'INSERT INTO visits (day, country, locale, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
  addDoubtful: 'INSERT INTO doubtful (day, country, n) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
  addImported: `
    INSERT INTO imported (source, day, country, locale, n) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n`,

  // What `export` wrote on another machine has `@` and its writer for a source, which no operator can name.
  taken: 'SELECT n FROM imported WHERE source = \'@\' || ? AND day = ? AND country = ? AND locale = ?',
  take: `
    INSERT INTO imported (source, day, country, locale, n) VALUES ('@' || ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = max(n, excluded.n)`,
  takeDoubtful: `
    INSERT INTO taken_doubtful (writer, day, country, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = max(n, excluded.n)`,
  takeImport: `
    INSERT INTO imports (sha256, name, source, lines, counted, "on") VALUES (?, ?, '', 0, 0, ?) ON CONFLICT DO NOTHING`,

  addImport: `
    INSERT INTO imports (sha256, name, source, day_from, day_to, lines, counted, "on") VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET name = excluded.name, source = excluded.source, day_from = excluded.day_from, day_to = excluded.day_to,
      lines = lines + excluded.lines, counted = counted + excluded.counted, "on" = excluded."on"`,
  isImported: 'SELECT 1 FROM imports WHERE sha256 = ?',
  imports: `
    SELECT sha256, name, source, day_from AS "from", day_to AS "to", lines, counted, "on" FROM imports ORDER BY "on", name, sha256`,

  rows: `
    SELECT day, country, locale, sum(n) AS n FROM (
      SELECT day, country, locale, n FROM visits WHERE day BETWEEN :from AND :to
      UNION ALL
      SELECT day, country, locale, n FROM imported WHERE day BETWEEN :from AND :to
    ) GROUP BY day, country, locale ORDER BY day, country, locale`,
  // One row a day: with one a country, most of the time went into making objects of rows.
  days: `
    SELECT day, group_concat(country || ' ' || n) AS counts FROM (SELECT day, country, sum(n) AS n FROM visits GROUP BY day, country) GROUP BY day
    UNION ALL
    SELECT day, group_concat(country || ' ' || n) FROM (SELECT day, country, sum(n) AS n FROM imported GROUP BY day, country) GROUP BY day`,
  totals: `
    SELECT day, sum(n) AS n FROM (SELECT day, n FROM visits UNION ALL SELECT day, n FROM imported) GROUP BY day ORDER BY day`,
  doubtful: `
    SELECT day, country, sum(n) AS n FROM (
      SELECT day, country, n FROM doubtful WHERE day BETWEEN :from AND :to
      UNION ALL
      SELECT day, country, n FROM taken_doubtful WHERE day BETWEEN :from AND :to
    ) GROUP BY day, country ORDER BY day, country`,
  liveDays: `
    SELECT day FROM visits WHERE day BETWEEN :from AND :to AND n > 0
    UNION
    SELECT day FROM imported WHERE source LIKE '@%' AND source NOT LIKE '%/%' AND day BETWEEN :from AND :to AND n > 0 ORDER BY day`,
  rowsByWriter: `
    SELECT coalesce((SELECT id FROM writer), '') AS writer, day, country, locale, n FROM visits WHERE day BETWEEN :from AND :to
    UNION ALL
    SELECT iif(source LIKE '@%', substr(source, 2), (SELECT id FROM writer) || '/' || source), day, country, locale, n FROM imported
    WHERE day BETWEEN :from AND :to ORDER BY day, country, locale, writer`,
  doubtfulByWriter: `
    SELECT coalesce((SELECT id FROM writer), '') AS writer, day, country, n FROM doubtful WHERE day BETWEEN :from AND :to
    UNION ALL
    SELECT writer, day, country, n FROM taken_doubtful WHERE day BETWEEN :from AND :to ORDER BY day, country, writer`,

  nameWriter: 'INSERT INTO writer (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM writer)',
  writer: 'SELECT id FROM writer',

  changesOfOthers: 'PRAGMA data_version',
  changesOfOwn: 'SELECT total_changes() AS changes',
} as const

/** Sets the version of the file; a PRAGMA takes no parameter. */
export function setStoreVersion(version: number): string {
  return `PRAGMA user_version = ${version}`
}

/**
 * The n-th brings the tables that machines share to version n. Many machines may run it at the same time, and one may die between a
 * statement and the note that it was run, so each is one statement that may run twice. Never changed once released.
 */
export const sharedMigrations: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS visits (
    day date NOT NULL,
    country char(2) NOT NULL,
    locale text NOT NULL,
    writer uuid NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (day, country, locale, writer)
  )`,
  'CREATE INDEX IF NOT EXISTS visits_by_writer ON visits (writer, day)',
  `CREATE TABLE IF NOT EXISTS writers (
    writer uuid PRIMARY KEY,
    published_at timestamptz NOT NULL,
    folded_at timestamptz
  )`,
]

/** The day as a number since 1970: as text its form would depend on a setting of the database. */
const dayNumber = 'day - DATE \'1970-01-01\''

export const sharedSql = {
  commit: 'COMMIT',

  createVersions: 'CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY)',
  version: 'SELECT max(version) AS version FROM schema_version',
  reached: 'INSERT INTO schema_version (version) VALUES ($1) ON CONFLICT DO NOTHING',

  register: 'INSERT INTO writers (writer, published_at) VALUES ($1, now()) ON CONFLICT DO NOTHING',
  // Locks the row, so that a writer is either publishing or being folded.
  touch: 'UPDATE writers SET published_at = now() WHERE writer = $1 AND folded_at IS NULL',
  publishedDays: `SELECT ${dayNumber} AS day, sum(n) AS n FROM visits WHERE writer = $1 GROUP BY day`,

  rows: `
    SELECT ${dayNumber} AS day, country, locale, sum(n) AS n FROM visits
    WHERE day BETWEEN CAST($1 AS date) AND CAST($2 AS date) GROUP BY day, country, locale ORDER BY day, country, locale`,

  days: `
    SELECT ${dayNumber} AS day, string_agg(country || ' ' || CAST(n AS text), ',') AS counts
    FROM (SELECT day, country, sum(n) AS n FROM visits GROUP BY day, country) AS cells GROUP BY day`,

  writers: `
    SELECT w.writer, CAST(extract(epoch FROM w.published_at) AS bigint) AS published, w.folded_at IS NOT NULL AS folded,
      CAST(extract(epoch FROM now()) AS bigint) AS now, count(v.n) AS rows, coalesce(sum(v.n), 0) AS visits
    FROM writers w LEFT JOIN visits v ON v.writer = w.writer
    GROUP BY w.writer, w.published_at, w.folded_at ORDER BY w.published_at, w.writer`,
  sum: 'SELECT coalesce(sum(n), 0) AS visits, count(*) AS rows FROM visits',
  markFolded: 'UPDATE writers SET folded_at = now() WHERE writer = $1 AND folded_at IS NULL',
  addToFolded: `
    INSERT INTO visits (day, country, locale, writer, n)
    SELECT day, country, locale, CAST($1 AS uuid), n FROM visits WHERE writer = $2
    ON CONFLICT (day, country, locale, writer) DO UPDATE SET n = visits.n + excluded.n`,
  removeWriter: 'DELETE FROM visits WHERE writer = $1',
} as const

/**
 * Begins a transaction with a limit for each of its statements. The limit ends with it: through PgBouncer's transaction mode the next one
 * may run on another connection, and another client on this one.
 */
export function beginShared(seconds: number, isolation: 'READ COMMITTED' | 'SERIALIZABLE' = 'READ COMMITTED'): string {
  return `BEGIN ISOLATION LEVEL ${isolation}; SET LOCAL statement_timeout = '${seconds}s'`
}

/**
 * Sets the counts of a writer, `$1`; then follow day, country, locale and n of each row. An older count that arrives late, or one that
 * arrives twice, changes nothing.
 */
export function upsertShared(rows: number): string {
  const values = Array.from({ length: rows }, (_, row) => {
    const first = 4 * row + 2
    return `(CAST($${first} AS date), $${first + 1}, $${first + 2}, CAST($1 AS uuid), CAST($${first + 3} AS bigint))`
  })
  return `
    INSERT INTO visits (day, country, locale, writer, n) VALUES ${values.join(', ')}
    ON CONFLICT (day, country, locale, writer) DO UPDATE SET n = greatest(visits.n, excluded.n)`
}
