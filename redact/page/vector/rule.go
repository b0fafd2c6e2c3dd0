package vector

import "fmt"

// A rule writes one entry of a dictionary anew.
type rule func(p *painter, v any) (any, error)

// rules are the entries of a dictionary that are allowed.
type rules map[name]rule

// pick writes a dictionary anew from the entries that are allowed.
func (p *painter) pick(d dict, allowed rules) (dict, error) {
	out := dict{}
	for _, k := range sortedKeys(allowed) {
		v, err := p.deep(d[k])
		if err != nil {
			return nil, err
		}
		if v == nil {
			continue
		}
		clean, err := allowed[k](p, v)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k, err)
		}
		if clean != nil {
			out[k] = clean
		}
	}
	return out, nil
}

func anyNumber(_ *painter, v any) (any, error) {
	if _, ok := v.(float64); !ok {
		return nil, errValue
	}
	return v, nil
}

func integer(lo, hi int) rule {
	return func(_ *painter, v any) (any, error) {
		n, err := whole(v, lo, hi)
		return float64(n), err
	}
}

func flag(_ *painter, v any) (any, error) {
	if _, ok := v.(bool); !ok {
		return nil, errValue
	}
	return v, nil
}

// numbers are lists of lo to hi numbers.
func numbers(lo, hi int) rule {
	return func(_ *painter, v any) (any, error) {
		_, err := floats(v, lo, hi)
		return v, err
	}
}

// oneOrMore is a number or a list of n.
func oneOrMore(n int) rule {
	return func(p *painter, v any) (any, error) {
		if _, ok := v.(float64); ok {
			return v, nil
		}
		return numbers(n, n)(p, v)
	}
}

func oneOf(names ...name) rule {
	return func(_ *painter, v any) (any, error) {
		for _, n := range names {
			if v == any(n) {
				return n, nil
			}
		}
		return nil, errValue
	}
}

// flags are lists of lo to hi truth values.
func flags(lo, hi int) rule {
	return func(_ *painter, v any) (any, error) {
		a, ok := v.(array)
		if !ok || len(a) < lo || len(a) > hi {
			return nil, errValue
		}
		for _, e := range a {
			if _, ok := e.(bool); !ok {
				return nil, errValue
			}
		}
		return v, nil
	}
}
