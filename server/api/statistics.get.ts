import { readStatistics } from '../statistics.ts'

// For the statistics page itself; server/entry.ts does not let requests from outside come here.
export default defineEventHandler(() => readStatistics())
