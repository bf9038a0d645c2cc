import { readStatistics } from '../statistics.ts'

// For the statistics pages themselves; server/entry.ts does not let requests from outside come here.
export default defineEventHandler((event) => {
  const { period } = getQuery(event)
  return readStatistics(typeof period === 'string' ? period : undefined)
})
