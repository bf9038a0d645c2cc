/** A point of the drawing, in its units. */
export type Point = readonly [x: number, y: number]

/** The area of a closed ring. */
export function areaOf(ring: readonly Point[]): number {
  return Math.abs(ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)) / 2
}

/** A ring on whole units, without points that change nothing; fewer than three are left of one that is too small. */
export function roundRing(ring: readonly Point[]): Point[] {
  const points = ring.map(([x, y]): Point => [Math.round(x), Math.round(y)])
  // One at a time: of two equal points, one has to stay.
  for (;;) {
    const index = points.findIndex((point, index) => !isCorner(points.at(index - 1) ?? point, point, points[(index + 1) % points.length] ?? point))
    if (index < 0) return points
    points.splice(index, 1)
  }
}

/** False for a point that repeats the one before, and for one on a straight line between its neighbours or at the end of a spike. */
function isCorner([beforeX, beforeY]: Point, [x, y]: Point, [afterX, afterY]: Point): boolean {
  return (x - beforeX) * (afterY - y) !== (y - beforeY) * (afterX - x)
}

/**
 * A ring as SVG path data: where it begins, and the way from point to point.
 *
 * @example pathOf([[1, 2], [4, 2], [4, 0]]) // 'M1 2l3 0 0-2z'
 */
export function pathOf(ring: readonly Point[]): string {
  const [first = [0, 0], ...rest] = ring
  let [x, y] = first
  const steps = rest.map((point) => {
    const step = [point[0] - x, point[1] - y]
    ;[x, y] = point
    return step
  })
  return `M${first.join(' ')}l${steps.flat().join(' ').replaceAll(' -', '-')}z`
}
