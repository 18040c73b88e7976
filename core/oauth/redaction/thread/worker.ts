import { parentPort, workerData } from 'node:worker_threads';
import { type Reply, readReply } from '../read-reply.ts';

// A thread for one answer: it reads it, hides what it may not show, and ends.

parentPort?.postMessage(await readReply(workerData as Reply));
