import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { setStoreVersion, storeMigrations, storeSql } from './sql.ts'

const schemaVersion = storeMigrations.length

/**
 * Brings an open file to the present version and gives it a name if it has none. To be called in a transaction: of several processes
 * that open the same file, one then does it and the others wait.
 *
 * @returns the name of the file among all that count, a UUID
 * @throws Error as {@link versionOf}
 */
export function migrate(database: DatabaseSync): string {
  const version = versionOf(database)
  if (version < schemaVersion) {
    for (const migration of storeMigrations.slice(version)) database.exec(migration)
    database.exec(setStoreVersion(schemaVersion))
  }
  database.prepare(storeSql.nameWriter).run(randomUUID())
  return String(database.prepare(storeSql.writer).get()?.id)
}

/**
 * The version of the schema; 0 in a new file.
 *
 * @throws Error when the file comes from a newer version
 */
export function versionOf(database: DatabaseSync): number {
  const version = Number(database.prepare(storeSql.version).get()?.user_version)
  if (version > schemaVersion) throw new Error(`the visits were written by a newer version of this program (schema ${version})`)
  return version
}
