export { openEngine } from './engine';
export type { Engine, EngineMessage, EngineSettings } from './engine';
export type { AsideMessage, EngineAnswer } from './message-desk';
export { readEnginePlan } from './plan/read-plan';
