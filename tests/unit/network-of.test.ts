import { describe, expect, it } from "vitest";
import { networkOf } from "../../lib/server/network-of";

describe("the network that an address limit counts", () => {
  it.each(["192.0.2.1", "unknown", ""])("is %j itself", (address) => {
    expect(networkOf(address)).toBe(address);
  });

  it("is the whole network of an IPv6 address, in any notation", () => {
    const same = [
      "2001:db8:0:7::1",
      "2001:db8:0:7:ffff:ffff:ffff:ffff",
      "2001:0DB8:0000:0007::",
      "2001:db8:0:7::1%eth0",
    ];
    expect(new Set(same.map(networkOf))).toEqual(new Set(["2001:db8:0:7::/64"]));
    expect(networkOf("2001:db8:0:8::1")).not.toBe(networkOf("2001:db8:0:7::1"));
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
    expect(networkOf("fe80::1")).toBe("fe80:0:0:0::/64");
  });
});
