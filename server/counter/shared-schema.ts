import { setTimeout as sleep } from 'node:timers/promises'
import { EngineError } from './engine-fault.ts'
import type { SharedConnection } from './shared-connection.ts'
import { sharedMigrations, sharedSql } from './sql.ts'

/** How many machines may have been faster; each of them leaves less to do. */
const attempts = 20

/** Longest pause before it is tried again, in milliseconds; random, so that machines that start together do not meet again. */
const longestPause = 200

/**
 * What PostgreSQL, CockroachDB and YugabyteDB say when two create the same table at the same moment, `IF NOT EXISTS` or not:
 * serialization failure, deadlock, unique violation (in the catalogue), duplicate table, duplicate object, catalogue version mismatch.
 */
const collisions = new Set(['40001', '40P01', '23505', '42P07', '42710', 'XX000'])

/** SQLSTATE where no machine has been yet. */
export const undefinedTable = '42P01'

/**
 * Creates the tables or brings them up to date; many machines may do so at once.
 *
 * Nothing is locked: advisory locks are missing in CockroachDB and belong to a session, which there is none through PgBouncer. Not even a
 * transaction is needed, which YugabyteDB does not keep around `CREATE`: every statement may run twice, what collides is tried
 * again, and a version is noted when its statement has been run by anyone.
 *
 * @param connect - gives a connection; after a collision it is asked for another
 * @returns the connection that works
 * @throws EngineError, also when the tables come from a newer version
 */
export async function migrateShared(connect: () => Promise<SharedConnection>): Promise<SharedConnection> {
  for (let attempt = 1; ; attempt++) {
    let connection = await connect()
    try {
      const version = await versionOf(connection)
      if (version > sharedMigrations.length) {
        connection.close()
        throw new EngineError(`the tables there come from a newer version of this program (schema ${version})`)
      }
      if (!connection.isOpen) connection = await connect()
      if (version < sharedMigrations.length) await migrate(connection, version)
      return connection
    }
    catch (error) {
      if (!(error instanceof EngineError && collisions.has(error.code ?? '')) || attempt === attempts) throw error
      await sleep(Math.random() * longestPause)
    }
  }
}

async function migrate({ query }: SharedConnection, version: number) {
  await query(sharedSql.createVersions)
  for (const [index, migration] of sharedMigrations.entries()) {
    if (index < version) continue
    await query(migration)
    await query(sharedSql.reached, [index + 1])
  }
}

/** 0 where no machine has been yet. */
async function versionOf({ query }: SharedConnection): Promise<number> {
  try {
    const { rows } = await query(sharedSql.version)
    return Number(rows[0]?.version ?? 0)
  }
  catch (error) {
    if (error instanceof EngineError && error.code === undefinedTable) return 0
    throw error
  }
}
