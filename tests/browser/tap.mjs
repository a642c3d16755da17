// Checks, told in TAP.
export class Tap {
  constructor() {
    this.count = this.failed = 0;
  }

  async check(words, act) {
    const number = ++this.count, since = Date.now();
    try {
      await act();
      console.log(`ok ${number} - ${words}`);
      if (Date.now() - since > 1000) console.log(`# ${((Date.now() - since) / 1000).toFixed(1)} s`);
      return true;
    } catch (error) {
      this.failed++;
      console.log(`not ok ${number} - ${words}`);
      for (const line of (error.stack || String(error)).split("\n")) console.log(`# ${line}`);
      return false;
    }
  }

  end() {
    console.log(`1..${this.count}`);
    process.exitCode = this.failed ? 1 : 0;
  }
}
