/**
 * The blocks of a Markdown text that hold prose: paragraphs, headings and list items, without their markers.
 *
 * @param from where the text begins in the source
 * @returns from the first letter to behind the last, as offsets in the source
 */
export function proseBlocks(source: string, from: number): { from: number, to: number }[] {
  const blocks: { from: number, to: number }[] = []
  let open = false
  let at = from
  for (const line of source.slice(from).split('\n')) {
    const [marker = ''] = /^[ \t]*(?:(?:#{1,6}|[-*+]|\d+[.)])[ \t]+|>[ \t]*)?/.exec(line) ?? []
    const begin = at + marker.length
    const end = at + line.trimEnd().length
    const last = blocks.at(-1)
    // A line that begins with two colons opens or closes a component.
    if (begin >= end || /^[ \t]*:{2,}/.test(line)) open = false
    else if (open && last && marker.trim() === '') last.to = end
    else {
      blocks.push({ from: begin, to: end })
      open = !marker.includes('#')
    }
    at += line.length + 1
  }
  return blocks
}
