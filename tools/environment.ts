import { existsSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, '../.env')

/** Adds what the operator has put into `.env` to the environment of this process; what is set there already stays. */
export function loadEnvironment() {
  if (existsSync(file)) process.loadEnvFile(file)
}
