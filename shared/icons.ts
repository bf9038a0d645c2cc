/**
 * Our own drawings, as strokes on a grid of 24: no words and no numbers, which Tor Browser at its safest level would print as text. The first seven
 * are signs of surrender.
 */
export const icons = {
  cloth: 'M6 22V3M6 4c4-3 7 3 12 0v9c-5 3-8-3-12 0',
  hands: 'M12 8a2.2 2.2 0 1 0 0-4.4A2.2 2.2 0 0 0 12 8zM4 3l3 8h10l3-8M8 11v5l-1 6M16 11v5l1 6M8 16h8',
  weapon: 'M10 2h4l-1 7v2h3v3h-4v6M9 17l3 4 3-4M3 22h18',
  laid: 'M2 17h13l2-2h5M6 17v4M11 17l-1 4M2 22h20M12 3v8M9 8l3 3 3-3',
  magazine: 'M2 8h12l2-2h6M5 8v4M10 13l1 8h5l-1-8zM10 9.5v1.5',
  armour: 'M8 4l1 3h6l1-3 3 2v5l-2 1v8H7v-8l-2-1V6zM3 22 21 2',
  turret: 'M2 16h20l-2 4H4zM9 16v-5h8v5M9 13H2M20 9a6 6 0 0 0-9-3M13 3l-2 3 3 2',
  drone: 'M9 10h6v4H9zM9 10 5 7M15 10l4-3M9 14l-4 3M15 14l4 3M2 7h6M16 7h6M2 17h6M16 17h6',
  pin: 'M12 22s7-7 7-12a7 7 0 0 0-14 0c0 5 7 12 7 12zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  paper: 'M6 2h8l4 4v16H6zM14 2v4h4M9 11h6M9 15h6',
  people: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20v-2a6 6 0 0 1 12 0v2M16 11a3 3 0 1 0 0-6M17 13a5 5 0 0 1 5 5v2',
  press: 'M3 5h14v15H5a2 2 0 0 1-2-2zM17 9h4v9a2 2 0 0 1-4 0M6 9h8M6 13h8M6 16h5',
  globe: 'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM2 12h20M12 2c3 3 4 6 4 10s-1 7-4 10c-3-3-4-6-4-10s1-7 4-10z',
  phone: 'M5 3h4l2 5-3 2a12 12 0 0 0 6 6l2-3 5 2v4a2 2 0 0 1-2 2A17 17 0 0 1 3 5a2 2 0 0 1 2-2z',
  telegram: 'M22 2 2 10l7 3 3 8zM9 13 22 2',
  whatsapp: 'M3 4h18v13H9l-5 4v-4H3z',
  warn: 'M12 3 2 20h20zM12 10v4M12 17v.5',
  trace: 'M7 2h10v20H7zM11 19h2',
} as const

export type IconName = keyof typeof icons

export function isIconName(name: string): name is IconName {
  return Object.hasOwn(icons, name)
}
