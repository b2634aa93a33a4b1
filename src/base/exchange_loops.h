/* The exchange of lanes, included once for each width of registers: `vector` has LB_LANES doubles,
 * LB_TARGET is the attribute that lets the compiler use it, LB_WIDTH(name) a name of its own. */

/* a with lane l and lane l ^ m exchanged. */
LB_TARGET LB_INLINE vector LB_WIDTH(exchange)(vector a, unsigned m)
{
    switch (m) {
#if LB_LANES == 2
    case 1:
        return LB_SHUFFLE(2, a, 1, 0);
#elif LB_LANES == 4
    case 1:
        return LB_SHUFFLE(4, a, 1, 0, 3, 2);
    case 2:
        return LB_SHUFFLE(4, a, 2, 3, 0, 1);
    case 3:
        return LB_SHUFFLE(4, a, 3, 2, 1, 0);
#elif LB_LANES == 8
    case 1:
        return LB_SHUFFLE(8, a, 1, 0, 3, 2, 5, 4, 7, 6);
    case 2:
        return LB_SHUFFLE(8, a, 2, 3, 0, 1, 6, 7, 4, 5);
    case 3:
        return LB_SHUFFLE(8, a, 3, 2, 1, 0, 7, 6, 5, 4);
    case 4:
        return LB_SHUFFLE(8, a, 4, 5, 6, 7, 0, 1, 2, 3);
    case 5:
        return LB_SHUFFLE(8, a, 5, 4, 7, 6, 1, 0, 3, 2);
    case 6:
        return LB_SHUFFLE(8, a, 6, 7, 4, 5, 2, 3, 0, 1);
    case 7:
        return LB_SHUFFLE(8, a, 7, 6, 5, 4, 3, 2, 1, 0);
#endif
    default:
        return a;
    }
}
