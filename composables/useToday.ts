/** The day on which the page is rendered, `YYYY-MM-DD` in UTC. */
export function useToday(): string {
  return new Date().toISOString().slice(0, 10)
}
