package lotus

import (
	"math"
	"strconv"

	"sarsen/crawlers/documents/ole"
)

func format(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// early are the cells of 1-2-3 up to release 2 and of Quattro Pro for DOS: a
// format, a column and a row stand before the value.
var early = map[uint16]func(r *ole.Reader) cell{
	0x0D: earlyCell(func(r *ole.Reader, c *cell) { c.text, c.number = format(float64(int16(r.Uint16()))), true }),
	0x0E: earlyCell(func(r *ole.Reader, c *cell) { c.text, c.number = float(r), true }),
	0x0F: earlyCell(func(r *ole.Reader, c *cell) { c.text = label(r.Bytes(int64(r.Left())), dosPage) }),
	0x10: earlyCell(func(r *ole.Reader, c *cell) { c.text, c.number = float(r), true }),
	0x33: earlyCell(func(r *ole.Reader, c *cell) { c.text = label(r.Bytes(int64(r.Left())), dosPage) }),
}

func earlyCell(value func(r *ole.Reader, c *cell)) func(r *ole.Reader) cell {
	return func(r *ole.Reader) cell {
		r.Skip(1)
		c := cell{col: int(r.Uint16())}
		c.row = int(r.Uint16())
		value(r, &c)
		return c
	}
}

// later are the cells of 1-2-3 from release 3 on: a row, a sheet and a column.
var later = map[uint16]func(r *ole.Reader) cell{
	0x16: laterCell(func(r *ole.Reader, c *cell) { c.text = label(r.Bytes(int64(r.Left())), ole.Western) }),
	0x17: laterCell(func(r *ole.Reader, c *cell) { c.text, c.number = extended(r), true }),
	0x18: laterCell(func(r *ole.Reader, c *cell) { c.text, c.number = packed16(r.Uint16()), true }),
	0x19: laterCell(func(r *ole.Reader, c *cell) { c.text, c.number = extended(r), true }),
	0x1A: laterCell(func(r *ole.Reader, c *cell) { c.text = label(r.Bytes(int64(r.Left())), ole.Western) }),
	0x25: laterCell(func(r *ole.Reader, c *cell) { c.text, c.number = packed32(r.Uint32()), true }),
	0x27: laterCell(func(r *ole.Reader, c *cell) { c.text, c.number = float(r), true }),
	0x28: laterCell(func(r *ole.Reader, c *cell) { c.text, c.number = float(r), true }),
}

func laterCell(value func(r *ole.Reader, c *cell)) func(r *ole.Reader) cell {
	return func(r *ole.Reader) cell {
		c := cell{row: int(r.Uint16())}
		c.sheet, c.col = int(r.Byte()), int(r.Byte())
		value(r, &c)
		return c
	}
}

// quattroWindows are the cells of Quattro Pro for Windows: a column, a sheet, a
// row and a style.
var quattroWindows = map[uint16]func(r *ole.Reader) cell{
	0x0D: quattroCell(func(r *ole.Reader, c *cell) { c.text, c.number = format(float64(int16(r.Uint16()))), true }),
	0x0E: quattroCell(func(r *ole.Reader, c *cell) { c.text, c.number = float(r), true }),
	0x0F: quattroCell(func(r *ole.Reader, c *cell) { c.text = label(r.Bytes(int64(r.Left())), ole.Western) }),
	0x10: quattroCell(func(r *ole.Reader, c *cell) { c.text, c.number = float(r), true }),
	0x33: quattroCell(func(r *ole.Reader, c *cell) { c.text = label(r.Bytes(int64(r.Left())), ole.Western) }),
}

func quattroCell(value func(r *ole.Reader, c *cell)) func(r *ole.Reader) cell {
	return func(r *ole.Reader) cell {
		var c cell
		c.col, c.sheet = int(r.Byte()), int(r.Byte())
		c.row = int(r.Uint16())
		r.Skip(2)
		value(r, &c)
		return c
	}
}

// extended reads a number of ten bytes.
func extended(r *ole.Reader) string {
	mantissa, head := r.Uint64(), r.Uint16()
	const bias, fraction, special = 16383, 63, 0x7FFF
	exponent := int(head & 0x7FFF)
	if exponent == special {
		return ""
	}
	v := math.Ldexp(float64(mantissa), exponent-bias-fraction)
	if head&0x8000 != 0 {
		v = -v
	}
	return general(v)
}

// factors are what short numbers are multiplied or divided by.
var factors = [8]float64{5000, 500, 1.0 / 20, 1.0 / 200, 1.0 / 2000, 1.0 / 20000, 1.0 / 16, 1.0 / 64}

// packed16 unpacks a number of two bytes.
func packed16(n uint16) string {
	v := int16(n) //nolint:gosec // a signed field
	if v&1 == 0 {
		return format(float64(v >> 1))
	}
	return general(float64(v>>4) * factors[v>>1&7])
}

// packed32 unpacks a number of four bytes: a mantissa, a sign, and how many
// places of ten to multiply or divide by.
func packed32(n uint32) string {
	v := float64(n >> 6)
	if n&0x20 != 0 {
		v = -v
	}
	power := math.Pow10(int(n & 0x0F))
	if n&0x10 != 0 {
		return general(v / power)
	}
	return general(v * power)
}
