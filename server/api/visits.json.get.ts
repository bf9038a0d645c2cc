import { readFigures } from '../statistics.ts'

export default defineEventHandler(() => readFigures())
