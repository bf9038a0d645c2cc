import { DatabaseSync } from 'node:sqlite'

// Holds the lock of the file given first for as many milliseconds as the second argument says.
const [file = '', milliseconds = '0'] = process.argv.slice(2)
const database = new DatabaseSync(file)
database.exec('BEGIN IMMEDIATE')
process.stdout.write('locked')
setTimeout(() => database.close(), Number(milliseconds))
