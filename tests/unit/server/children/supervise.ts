// Supervises two workers that cannot start.
import cluster from 'node:cluster'
import { readConfig } from '../../../../server/config.ts'
import { supervise } from '../../../../server/supervise.ts'

if (cluster.isPrimary) supervise(readConfig({ WORKERS: '2' }))
else process.send?.({ fault: 'port 3000 is taken' })
