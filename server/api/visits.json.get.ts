import { readFigures } from '../counter/read-figures.ts'

export default defineEventHandler(() => readFigures())
