import { defineConfig } from 'vitest/config'

/** Whole builds, minutes of them: run before a release, not with every change. */
export default defineConfig({
  test: {
    include: ['tests/reproducible/**/*.test.ts'],
    environment: 'node',
    testTimeout: 900_000,
  },
})
