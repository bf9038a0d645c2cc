import { openCountries } from '../../../server/counter/country.ts'
import { builtInCountries, createRandom, randomAddress } from '../visitors.ts'
import type { Suite } from '../report.ts'

const lookUps = 400_000

export const lookUpSuite: Suite = {
  title: 'Country look-ups',
  method: 'Random public addresses, half of them IPv6, one after the other.',
  run: async () => {
    const countries = openCountries(builtInCountries)
    const random = createRandom(1)
    const addresses = Array.from({ length: lookUps }, (_, index) => randomAddress(random, index % 2 === 0 ? 4 : 6))
    for (const address of addresses.slice(0, 50_000)) countries.lookUp(address)
    const start = performance.now()
    for (const address of addresses) countries.lookUp(address)
    return [{ name: 'IPv4 and IPv6 mixed', value: lookUps / (performance.now() - start) * 1000, unit: 'look-ups/s' }]
  },
}
