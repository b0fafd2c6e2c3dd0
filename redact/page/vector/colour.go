package vector

import (
	"bytes"
	"errors"
	"fmt"

	"sarsen/redact/page/rebuild"
)

var errColour = errors.New("colour space not understood")

// mostColours bounds the components of a colour.
const mostColours = 32

func deviceColour(op word) func(*canvas, []any) error {
	return func(c *canvas, a []any) error {
		c.emit(op, a...)
		return nil
	}
}

func colourSpace(op word) func(*canvas, []any) error {
	return func(c *canvas, a []any) error {
		cs, err := c.colourSpaceNamed(a[0])
		if err != nil {
			return err
		}
		if n, ok := cs.value.(name); ok {
			c.emit(op, n)
			return nil
		}
		c.emit(op, c.names.add("ColorSpace", "C", cs.value))
		return nil
	}
}

func setColour(op word) func(*canvas, []any) error {
	return func(c *canvas, a []any) error {
		if len(a) > mostColours+1 {
			return errOperands
		}
		for i, v := range a {
			switch v := v.(type) {
			case float64:
			case name:
				if i != len(a)-1 || op == "sc" || op == "SC" {
					return errOperands
				}
				pattern, err := once(c, "Pattern", v, func() (*rebuild.Object, error) { return c.pattern(v) })
				if err != nil {
					return err
				}
				a[i] = c.names.add("Pattern", "P", pattern)
			default:
				return errOperands
			}
		}
		c.emit(op, a...)
		return nil
	}
}

// A colours is a colour space written anew, with the number of components.
type colours struct {
	value any // a name or an array
	n     int
	// Of Indexed, the number of components of the base; of others n.
	base int
}

var deviceSpaces = map[name]colours{
	"DeviceGray": {name("DeviceGray"), 1, 1}, "G": {name("DeviceGray"), 1, 1}, "CalGray": {name("DeviceGray"), 1, 1},
	"DeviceRGB": {name("DeviceRGB"), 3, 3}, "RGB": {name("DeviceRGB"), 3, 3}, "CalRGB": {name("DeviceRGB"), 3, 3},
	"DeviceCMYK": {name("DeviceCMYK"), 4, 4}, "CMYK": {name("DeviceCMYK"), 4, 4},
	"Pattern": {name("Pattern"), 0, 0},
}

// colourSpaceNamed finds a colour space by the name that content uses.
func (c *canvas) colourSpaceNamed(v any) (colours, error) {
	n, ok := v.(name)
	if !ok {
		return colours{}, errColour
	}
	if cs, ok := deviceSpaces[n]; ok {
		return cs, nil
	}
	return once(c, "ColorSpace", n, func() (colours, error) {
		entry, err := c.resource("ColorSpace", n)
		if err != nil {
			return colours{}, err
		}
		return c.p.colours(entry, 0)
	})
}

// colours writes a colour space anew.
func (p *painter) colours(v any, depth int) (colours, error) {
	if depth > 4 {
		return colours{}, errNested
	}
	v, err := p.resolve(v)
	if err != nil {
		return colours{}, err
	}
	if n, ok := v.(name); ok {
		if cs, ok := deviceSpaces[n]; ok {
			return cs, nil
		}
		return colours{}, errColour
	}
	a, ok := v.(array)
	if !ok || len(a) == 0 {
		return colours{}, errColour
	}
	family, err := p.resolve(a[0])
	if err != nil {
		return colours{}, err
	}
	switch n, _ := family.(name); n {
	case "CalGray", "CalRGB", "Lab":
		return p.calibrated(n, a)
	case "ICCBased":
		return p.profiled(a, depth)
	case "Indexed", "I":
		return p.indexed(a, depth)
	case "Separation":
		return p.separation(a, depth)
	case "DeviceN":
		return p.inks(a, depth)
	case "Pattern":
		if len(a) == 1 {
			return deviceSpaces["Pattern"], nil
		}
		under, err := p.colours(a[1], depth+1)
		return colours{array{name("Pattern"), under.value}, under.n, under.n}, err
	default:
		if cs, ok := deviceSpaces[n]; ok && len(a) == 1 {
			return cs, nil
		}
	}
	return colours{}, errColour
}

var calibration = rules{
	"WhitePoint": numbers(3, 3), "BlackPoint": numbers(3, 3), "Gamma": oneOrMore(3), "Matrix": numbers(9, 9), "Range": numbers(4, 4),
}

func (p *painter) calibrated(family name, a array) (colours, error) {
	if len(a) != 2 {
		return colours{}, errColour
	}
	d, err := p.dict(a[1])
	if err != nil {
		return colours{}, err
	}
	clean, err := p.pick(d, calibration)
	n := 3
	if family == "CalGray" {
		n = 1
	}
	return colours{array{family, clean}, n, n}, err
}

// profiled replaces a profile, which holds text, by the space of the device.
func (p *painter) profiled(a array, depth int) (colours, error) {
	if len(a) != 2 {
		return colours{}, errColour
	}
	d, err := p.dict(a[1])
	if err != nil {
		return colours{}, err
	}
	if alternate, err := p.resolve(d["Alternate"]); err == nil {
		if _, lab := alternate.(array); lab {
			return p.colours(alternate, depth+1)
		}
	}
	switch d["N"] {
	case 1.0:
		return deviceSpaces["DeviceGray"], nil
	case 3.0:
		return deviceSpaces["DeviceRGB"], nil
	case 4.0:
		return deviceSpaces["DeviceCMYK"], nil
	}
	return colours{}, errColour
}

func (p *painter) indexed(a array, depth int) (colours, error) {
	if len(a) != 4 {
		return colours{}, errColour
	}
	base, err := p.colours(a[1], depth+1)
	if err != nil || base.n == 0 {
		return colours{}, errColour
	}
	most, err := p.resolve(a[2])
	if err != nil {
		return colours{}, err
	}
	high, err := whole(most, 0, 255)
	if err != nil {
		return colours{}, errColour
	}
	table, err := p.resolve(a[3])
	if err != nil {
		return colours{}, err
	}
	data, ok := table.(text)
	if s, is := table.(*stream); is {
		if data, err = p.unpack(s); err != nil {
			return colours{}, err
		}
		ok = true
	}
	if !ok {
		return colours{}, errColour
	}
	want := (high + 1) * base.n
	if len(data) < want {
		data = append(bytes.Clone(data), make([]byte, want-len(data))...)
	}
	return colours{array{name("Indexed"), base.value, float64(high), data[:want]}, 1, base.n}, nil
}

// separation keeps what the name of an ink tells readers, not the name.
func (p *painter) separation(a array, depth int) (colours, error) {
	if len(a) != 4 {
		return colours{}, errColour
	}
	ink, err := p.resolve(a[1])
	if err != nil {
		return colours{}, err
	}
	if ink != name("All") && ink != name("None") {
		ink = name("S0")
	}
	under, tint, err := p.tint(a, depth)
	return colours{array{name("Separation"), ink, under.value, tint}, 1, 1}, err
}

func (p *painter) inks(a array, depth int) (colours, error) {
	if len(a) != 4 && len(a) != 5 {
		return colours{}, errColour
	}
	v, err := p.deep(a[1])
	list, ok := v.(array)
	if err != nil || !ok || len(list) == 0 || len(list) > mostColours {
		return colours{}, errColour
	}
	inks := make(array, len(list))
	for i := range list {
		inks[i] = name(fmt.Sprintf("S%d", i))
		if list[i] == name("None") {
			inks[i] = name("None")
		}
	}
	under, tint, err := p.tint(a, depth)
	return colours{array{name("DeviceN"), inks, under.value, tint}, len(inks), len(inks)}, err
}

func (p *painter) tint(a array, depth int) (colours, *rebuild.Object, error) {
	under, err := p.colours(a[2], depth+1)
	if err != nil {
		return colours{}, nil, err
	}
	f, err := p.function(a[3], 0)
	return under, f, err
}
