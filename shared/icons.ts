/** Our own drawings, as paths on a grid of 24: no words and no numbers, which Tor Browser at its safest level would print as text. */
export const icons = {
  warn: 'M12 3 2 20h20zM12 10v4M12 17v.5',
  trace: 'M8 2h8v20H8zM11 19h2',
} as const

export type IconName = keyof typeof icons

export function isIconName(name: string): name is IconName {
  return Object.hasOwn(icons, name)
}
