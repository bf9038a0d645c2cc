// A thread that compiles the dictionary named in `workerData` and sends it back.
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { decodeTrie, encodeITrieToBTrie } from 'cspell-trie-lib'
import { z } from 'zod'

const path = z.string().parse(workerData)
const bytes = readFileSync(path)
parentPort?.postMessage(encodeITrieToBTrie(decodeTrie(path.endsWith('.gz') ? gunzipSync(bytes) : bytes)))
