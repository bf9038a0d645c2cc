import { readEdition } from '../statistics.ts'

export default defineEventHandler(async () => (await readEdition()).figures)
