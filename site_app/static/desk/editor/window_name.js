// A name that no other window has. Without a secure line browsers offer no UUID.
export const newName = () => (crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2));
