import { defineConfig } from 'vitest/config'

/** Real processes, a real PostgreSQL, real faults; the site must be built. One file at a time, for they measure time. */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
