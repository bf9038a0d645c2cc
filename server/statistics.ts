import { readFigures } from './counter/read-figures.ts'

/** The day on which the country data was made, `YYYY-MM-DD`; set at the start, by which time the data is open. */
export const countryData = { builtOn: '' }

/** What the statistics page shows. */
export async function readStatistics() {
  return { figures: await readFigures(), countriesBuiltOn: countryData.builtOn }
}
