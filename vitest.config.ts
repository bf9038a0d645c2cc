import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // By itself Vitest leaves one core unused, which of two is half.
    maxWorkers: '100%',
    tags: [{ name: 'more', description: 'Takes seconds, since it starts commands or servers: `npm run test:more`. A file has it by `// @module-tag more`.' }],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          // Many tests start the real command: on a busy machine five seconds are short.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // Real processes, a real PostgreSQL, real faults, whole builds; the site must be built.
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          // Their servers would take each other's cores.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
