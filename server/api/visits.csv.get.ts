import { toCsv } from '../counter/figures.ts'
import { readEdition } from '../statistics.ts'

export default defineEventHandler(async (event) => {
  setHeader(event, 'Content-Type', 'text/csv; charset=utf-8')
  return toCsv((await readEdition()).figures)
})
