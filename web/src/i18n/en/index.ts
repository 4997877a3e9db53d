import { flow } from './flow';
import { mapping } from './mapping';
import { operation } from './operation';
import { pipeline } from './pipeline';
import { room } from './room';
import { shared } from './shared';

/** All texts in English. The keys are the type of all messages. */
export const en = { ...flow, ...mapping, ...operation, ...pipeline, ...room, ...shared };
