/**
 * All SQL of the project. The file of one machine is SQLite's.
 */

/**
 * A transaction writes whole pages into the WAL, so small ones (1 KiB) and a long WAL (4,000 pages, 4 MiB) cost least: 12 µs for one
 * visit against 19 µs with SQLite's defaults, and the two fsyncs of a checkpoint, some 5 ms, come once in 4,000 transactions.
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
]

/** For a reader of a file of version 1, which may change nothing in it: the later tables, empty, in this connection's memory. */
export const absentTables = `PRAGMA temp_store = MEMORY; ${importTables.replaceAll('CREATE TABLE', 'CREATE TEMP TABLE')}`

export const storeSql = {
  version: 'PRAGMA user_version',
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',

  addVisits: 'INSERT INTO visits (day, country, locale, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
  addDoubtful: 'INSERT INTO doubtful (day, country, n) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
  addImported: `
    INSERT INTO imported (source, day, country, locale, n) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n`,

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
  doubtful: 'SELECT day, country, n FROM doubtful WHERE day BETWEEN :from AND :to ORDER BY day, country',
  liveDays: 'SELECT DISTINCT day FROM visits WHERE day BETWEEN :from AND :to AND n > 0 ORDER BY day',

  nameWriter: 'INSERT INTO writer (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM writer)',
  writer: 'SELECT id FROM writer',

  changesOfOthers: 'PRAGMA data_version',
  changesOfOwn: 'SELECT total_changes() AS changes',
} as const

/** Sets the version of the file; a PRAGMA takes no parameter. */
export function setStoreVersion(version: number): string {
  return `PRAGMA user_version = ${version}`
}
