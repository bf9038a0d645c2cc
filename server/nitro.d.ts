// Nitro makes this module while it builds and does not declare it.
declare module '#nitro-internal-pollyfills' {}
