const DEADLOCK = '40P01';

/** Two statements that change the same rows in another order: PostgreSQL ends one, which then finds what the other did. */
export async function withoutDeadlock<T>(statement: () => Promise<T>): Promise<T> {
  try {
    return await statement();
  } catch (error) {
    if ((error as { code?: string }).code !== DEADLOCK) throw error;
    return statement();
  }
}
