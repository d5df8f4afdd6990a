#include <criterion/criterion.h>
Test(turn, none)
{
}
