/**
 * Types of aedes-persistence-level — kiểu của kho phiên kết nối.
 *
 * The package brings none. Only what the broker's keeper touches is declared.
 */
declare module 'aedes-persistence-level/asyncPersistence.js' {
  import type { ClassicLevel } from 'classic-level';

  class AsyncLevelPersistence {
    constructor(db: ClassicLevel<string, Buffer>);
    setup(broker: unknown): Promise<void>;
    destroy(): Promise<void>;
  }
  export = AsyncLevelPersistence;
}
