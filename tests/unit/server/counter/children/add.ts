import { openStore, patientLockWait } from '../../../../../server/counter/store.ts'

// Opens the file given first, and adds one visit as often as the second argument says, in a transaction each.
const [file = '', times = '0'] = process.argv.slice(2)
const store = openStore(file, patientLockWait)
for (let number = 0; number < Number(times); number++) {
  store.add([
    { day: '2026-11-20', country: 'RU', locale: 'ru', n: 1 },
    { day: '2026-11-20', country: 'UA', locale: number % 2 ? 'uk' : 'ru', n: 2 },
  ])
}
store.close()
