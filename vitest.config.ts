import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts'],
    environment: 'node',
    // Many tests start the real command: on a busy machine five seconds are short.
    testTimeout: 60_000,
  },
})
