// Loaded before the server with `node --import`: makes it believe that so many days have passed.
const RealDate = Date

function now(): number {
  return RealDate.now() + Number(process.env.DAYS_LATER) * 86_400_000
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args) => args.length === 0 ? new target(now()) : Reflect.construct(target, args),
  get: (target, name) => name === 'now' ? now : Reflect.get(target, name),
})
